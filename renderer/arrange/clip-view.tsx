import { Link, Lock, Repeat, Undo2 } from 'lucide-react'
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react'
import { clipPieces } from '../../shared/model/clip-source.ts'
import type { Clip } from '../../shared/model/document.ts'
import { formatDb } from '../../shared/model/units.ts'
import { useView } from '../app/view-state.ts'
import { useDocument, useTempoMap } from '../document/hooks.ts'
import { formatBars, formatDuration } from '../document/musical-time.ts'
import { useIsOffline } from '../media/offline-store.ts'
import { token } from '../ui/canvas.ts'
import { useContextMenu } from '../ui/menu.tsx'
import { openClip, selectWithGroup, splitClips } from './clip-actions.ts'
import { linearGain, waveBox } from './clip-box.ts'
import { contentAt } from './clip-content.ts'
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
  /** What a hand takes is selected by the drag, not by the focus that comes with it. */
  const byHand = useRef(false)
  const waveform = useRef<WaveformView | null>(null)
  const waveZoom = useView((view) => view.waveZoom)
  const shownColour = clip.colour ?? colour
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
      startFrame: contentAt(clip, seenStart - clip.startFrame),
      endFrame: contentAt(clip, seenEnd - clip.startFrame),
      reversed: clip.reversed,
      loopStartFrames: clip.loopStartFrames,
      loopFrames: clip.loopFrames,
      framesPerPixel,
      heightPx: waveHeight,
      gain: linearGain(clip.gainDb) * waveZoom,
      colour: token(`--track-${shownColour}`),
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
      data-locked={clip.locked || undefined}
      data-reversed={clip.reversed || undefined}
      data-loop-frames={clip.loopFrames || undefined}
      data-cut-start={!box.startSeen || undefined}
      data-cut-end={!box.endSeen || undefined}
      style={{ transform: `translateX(${left}px)`, width: widthPx, ...ownColour(clip) }}
      onPointerDown={(event) => {
        event.stopPropagation()
        byHand.current = true
        root.current?.focus({ preventScroll: true })
        byHand.current = false
        dragClip(event, clip, zoneOf(event), lanes())
      }}
      onPointerMove={(event) => {
        if (event.buttons === 0) event.currentTarget.style.cursor = zoneCursors[zoneOf(event)]
      }}
      onDoubleClick={(event) => {
        event.stopPropagation()
        const frame = Math.round(frameAt(event.clientX, lanes()))
        if (frame > clip.startFrame && frame < endFrame) void splitClips([clip], frame)
      }}
      onContextMenu={(event) => {
        if (!selected) selectWithGroup(clip)
        openMenu(event, `Clip ${clip.name}`, clipMenu(clip))
      }}
      onFocus={(event) => {
        if (!byHand.current && event.currentTarget.matches(':focus-visible') && !selected) selectWithGroup(clip)
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter') {
          if (!selected) selectWithGroup(clip)
          openClip()
        } else if (!walkClips(event, clip)) return
        event.preventDefault()
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
          <ClipMarks clip={clip} />
          {offline && <span className="clip-offline">offline</span>}
          {clip.gainDb !== 0 && <span className="clip-gain">{formatDb(clip.gainDb)}</span>}
        </span>
      ))}
      {loopJoints(clip, seenStart, seenEnd, framesPerPixel).map((x) => (
        <i key={x} className="clip-joint" style={{ transform: `translateX(${x}px)` }} />
      ))}
      {box.startSeen && widthPx > 36 && <i className="clip-grip" style={{ left: Math.max(box.fadeInPx, 4) }} />}
      {box.endSeen && widthPx > 36 && (
        <i className="clip-grip" style={{ left: widthPx - Math.max(box.fadeOutPx, 4) }} />
      )}
    </div>
  )
})

/** A clip of another colour than its track's. */
function ownColour(clip: Clip): CSSProperties {
  return clip.colour === null ? {} : ({ '--track': `var(--track-${clip.colour})` } as CSSProperties)
}

const markIcons = [
  { of: (clip: Clip) => clip.locked, Icon: Lock },
  { of: (clip: Clip) => clip.reversed, Icon: Undo2 },
  { of: (clip: Clip) => clip.loopFrames > 0, Icon: Repeat },
  { of: (clip: Clip) => clip.groupId !== null, Icon: Link },
]

/** What is unusual about a clip, as pictures behind its name; its label says it in words. */
function ClipMarks({ clip }: { clip: Clip }) {
  return markIcons.map(({ of, Icon }, index) =>
    of(clip) ? <Icon key={index} className="clip-mark" size={10} aria-hidden /> : null,
  )
}

/** Passes narrower than this are not told apart. */
const narrowestPassPx = 6

/** Where a repeating clip begins anew, in pixels behind the first frame that is seen. */
function loopJoints(clip: Clip, fromFrame: number, toFrame: number, framesPerPixel: number): number[] {
  if (clip.loopFrames / framesPerPixel < narrowestPassPx) return []
  return clipPieces(clip)
    .slice(1)
    .map(({ atFrames }) => clip.startFrame + atFrames)
    .filter((frame) => frame > fromFrame && frame < toFrame)
    .map((frame) => (frame - fromFrame) / framesPerPixel)
}

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
  if (clip.locked) parts.push('locked')
  if (clip.reversed) parts.push('reversed')
  if (clip.loopFrames > 0) parts.push(`repeats ${formatDuration(clip.loopFrames, sampleRate)}`)
  if (clip.groupId !== null) parts.push('in a group')
  if (offline) parts.push('offline: its audio is missing or damaged')
  return parts.join(', ')
}
