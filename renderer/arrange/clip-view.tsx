import { type KeyboardEvent, memo, type PointerEvent, useEffect, useLayoutEffect, useRef } from 'react'
import type { Clip } from '../../shared/model/document.ts'
import { formatDb } from '../../shared/model/units.ts'
import { selectClips, useView } from '../app/view-state.ts'
import { useDocument, useTempoMap } from '../document/hooks.ts'
import { formatBars, formatDuration } from '../document/musical-time.ts'
import { useIsOffline } from '../media/offline-store.ts'
import { token } from '../ui/canvas.ts'
import { useContextMenu } from '../ui/menu.tsx'
import { splitClips } from './clip-actions.ts'
import { linearGain, waveBox } from './clip-box.ts'
import { dragClip, frameAt } from './clip-drag.ts'
import { clipMenu } from './clip-menu.ts'
import { walkClips } from './clip-walk.ts'
import { type ClipBox, zoneAt, zoneCursors } from './clip-zones.ts'
import { fadePaths } from './fade-path.ts'
import type { LayoutWindow } from './timeline-window.ts'
import { WaveformView } from './waveform-view.ts'

interface ClipViewProps {
  clip: Clip
  colour: number
  heightPx: number
  window: LayoutWindow
  /** Whether the clip draws its own waveform; otherwise the lane does. */
  ownWave: boolean
  /** Whether Tab reaches it; the arrow keys reach the others. */
  inTabOrder: boolean
}

/** A long clip says its name again so often, so that one is always in sight. */
const nameEveryPx = 720
const nameInsetPx = 6

/** Where the names stand in a box whose clip begins at `startPx` (0, or left of the box when it is cut). */
function namePlaces(startPx: number, widthPx: number, fullPx: number, windowPx: number): number[] {
  if (fullPx <= windowPx) return [startPx]
  const places: number[] = []
  const first = startPx + Math.ceil(-startPx / nameEveryPx) * nameEveryPx
  for (let x = first; x < widthPx; x += nameEveryPx) places.push(x)
  return places
}

/** One clip in its lane, cut to the layout window. */
export const ClipView = memo(function ClipView({ clip, colour, heightPx, window, ownWave, inTabOrder }: ClipViewProps) {
  const root = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const waveform = useRef<WaveformView | null>(null)
  const selected = useView((view) => view.selectedClipIds.has(clip.id))
  const asset = useDocument((document) => document.assets[clip.assetId], undefined)
  const offline = useIsOffline(clip.assetId)
  const label = useClipLabel(clip, offline)
  const openMenu = useContextMenu()

  const { originFrame, framesPerPixel } = window
  const endFrame = clip.startFrame + clip.lengthFrames
  const seenStart = Math.max(clip.startFrame, window.fromFrame)
  const seenEnd = Math.min(endFrame, window.toFrame)
  const left = (seenStart - originFrame) / framesPerPixel
  const widthPx = Math.max(2, (seenEnd - seenStart) / framesPerPixel)
  const { clipHeight: boxHeight, waveTop, waveHeight } = waveBox(heightPx)
  const box: ClipBox = {
    widthPx,
    heightPx: boxHeight,
    fadeInPx: clip.fadeInFrames / framesPerPixel,
    fadeOutPx: clip.fadeOutFrames / framesPerPixel,
    startSeen: seenStart === clip.startFrame,
    endSeen: seenEnd === endFrame,
  }

  useLayoutEffect(() => {
    if (!asset || !body.current || !ownWave || offline) return
    waveform.current ??= new WaveformView(body.current)
    waveform.current.show({
      poolHash: asset.poolHash,
      channels: asset.channels,
      assetFrames: asset.frames,
      startFrame: clip.offsetFrames + seenStart - clip.startFrame,
      endFrame: clip.offsetFrames + seenEnd - clip.startFrame,
      framesPerPixel,
      heightPx: waveHeight,
      gain: linearGain(clip.gainDb),
      colour: token(`--track-${colour}`),
    })
  })
  useEffect(() => {
    if (!ownWave || offline) return
    return () => {
      waveform.current?.destroy()
      waveform.current = null
    }
  }, [ownWave, offline])

  const zoneOf = (event: PointerEvent<HTMLElement>) => {
    const place = event.currentTarget.getBoundingClientRect()
    return zoneAt(event.clientX - place.left, event.clientY - place.top, box)
  }
  const lanes = () => root.current!.closest('.track-area')!.querySelector<HTMLElement>('.lanes-box')!
  const startPx = (clip.startFrame - seenStart) / framesPerPixel
  const fullPx = clip.lengthFrames / framesPerPixel

  return (
    <div
      ref={root}
      className="clip"
      role="button"
      tabIndex={inTabOrder || selected ? 0 : -1}
      aria-label={label}
      aria-pressed={selected}
      data-testid="clip"
      data-clip-id={clip.id}
      data-clip-name={clip.name}
      data-start-frame={clip.startFrame}
      data-length-frames={clip.lengthFrames}
      data-muted={clip.muted || undefined}
      data-offline={offline || undefined}
      data-cut-start={!box.startSeen || undefined}
      data-cut-end={!box.endSeen || undefined}
      style={{ transform: `translateX(${left}px)`, width: widthPx }}
      onPointerDown={(event) => {
        event.stopPropagation()
        root.current?.focus({ preventScroll: true })
        dragClip(event, clip, zoneOf(event), lanes())
      }}
      onPointerMove={(event) => {
        if (event.buttons === 0) event.currentTarget.style.cursor = zoneCursors[zoneOf(event)]
      }}
      onDoubleClick={(event) => {
        event.stopPropagation()
        const frame = Math.round(frameAt(event.clientX, lanes()))
        if (frame > clip.startFrame && frame < endFrame) splitClips([clip], frame)
      }}
      onContextMenu={(event) => {
        if (!selected) selectClips([clip.id], clip.trackId)
        openMenu(event, `Clip ${clip.name}`, clipMenu(clip))
      }}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible') && !selected) selectClips([clip.id], clip.trackId)
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (walkClips(event, clip)) event.preventDefault()
      }}
    >
      <div ref={body} className="clip-body" style={{ top: waveTop, height: waveHeight }} />
      {(clip.fadeInFrames > 0 || clip.fadeOutFrames > 0) && (
        <svg className="clip-fades" width={widthPx} height={boxHeight} aria-hidden>
          {clip.fadeInFrames > 0 && (
            <FadePath shape={clip.fadeInShape} fromPx={startPx} toPx={startPx + box.fadeInPx} heightPx={boxHeight} />
          )}
          {clip.fadeOutFrames > 0 && (
            <FadePath
              shape={clip.fadeOutShape}
              fromPx={startPx + fullPx}
              toPx={startPx + fullPx - box.fadeOutPx}
              heightPx={boxHeight}
            />
          )}
        </svg>
      )}
      {namePlaces(startPx, widthPx, fullPx, (window.toFrame - window.fromFrame) / framesPerPixel / 2).map((x) => (
        <span key={x} className="clip-name" style={{ transform: `translateX(${x + nameInsetPx}px)` }}>
          {clip.name}
          {offline && <span className="clip-offline">offline</span>}
          {clip.gainDb !== 0 && <span className="clip-gain">{formatDb(clip.gainDb)}</span>}
        </span>
      ))}
      {box.startSeen && widthPx > 36 && <i className="clip-grip" style={{ left: Math.max(box.fadeInPx, 4) }} />}
      {box.endSeen && widthPx > 36 && (
        <i className="clip-grip" style={{ left: widthPx - Math.max(box.fadeOutPx, 4) }} />
      )}
    </div>
  )
})

function FadePath(props: { shape: Clip['fadeInShape']; fromPx: number; toPx: number; heightPx: number }) {
  const { curve, shade } = fadePaths(props.shape, props.fromPx, props.toPx, props.heightPx)
  return (
    <>
      <path className="fade-shade" d={shade} />
      <path className="fade-curve" d={curve} />
    </>
  )
}

/** The clip as a screen reader says it: name, times by the bar, length, what is unusual. */
function useClipLabel(clip: Clip, offline: boolean): string {
  const sampleRate = useDocument((document) => document.project.sampleRate, 48000)
  const map = useTempoMap()
  const parts = [
    `Clip ${clip.name}`,
    `from ${formatBars(clip.startFrame, map)} to ${formatBars(clip.startFrame + clip.lengthFrames, map)}`,
    formatDuration(clip.lengthFrames, sampleRate),
  ]
  if (clip.gainDb !== 0) parts.push(`gain ${formatDb(clip.gainDb)}`)
  if (clip.muted) parts.push('muted')
  if (offline) parts.push('offline: its audio is missing or damaged')
  return parts.join(', ')
}
