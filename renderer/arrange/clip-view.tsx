import { Link, Lock, Repeat, Undo2 } from 'lucide-react'
import { type CSSProperties, memo, useEffect, useLayoutEffect, useRef } from 'react'
import { clipPieces } from '../../shared/model/clip-source.ts'
import type { Asset, Clip } from '../../shared/model/document.ts'
import type { TempoMap } from '../../shared/model/tempo-map.ts'
import { formatDb } from '../../shared/model/units.ts'
import { useView } from '../app/view-state.ts'
import { token } from '../ui/canvas.ts'
import { linearGain, waveBox } from './clip-box.ts'
import { contentAt } from './clip-content.ts'
import { clipLabel } from './clip-label.ts'
import { namePlaces, narrowestPassPx } from './clip-names.ts'
import type { ClipPlace } from './clip-place.ts'
import { fadePaths } from './fade-path.ts'
import { WaveformView } from './waveform-view.ts'

interface ClipProps extends ClipPlace {
  clip: Clip
  map: TempoMap
  selected: boolean
  /** Whether Tab reaches it; the arrow keys reach the others. */
  inTabOrder: boolean
}

/** Narrower clips have no room for the grips of fades. */
const gripRoomPx = 36
const nameInsetPx = 6

/** What every clip is to hands, keys, screen readers and tests, however it is drawn. */
function clipAttributes(props: ClipProps, offline: boolean) {
  const { clip, map, selected, inTabOrder, shownStart, shownEnd } = props
  return {
    role: 'button',
    tabIndex: inTabOrder || selected ? 0 : -1,
    'aria-label': clipLabel(clip, offline, map),
    'aria-pressed': selected,
    'data-testid': 'clip',
    'data-clip-id': clip.id,
    'data-clip-name': clip.name,
    'data-start-frame': clip.startFrame,
    'data-length-frames': clip.lengthFrames,
    'data-muted': clip.muted || undefined,
    'data-offline': offline || undefined,
    'data-locked': clip.locked || undefined,
    'data-reversed': clip.reversed || undefined,
    'data-loop-frames': clip.loopFrames || undefined,
    'data-cut-start': shownStart > clip.startFrame || undefined,
    'data-cut-end': shownEnd < clip.startFrame + clip.lengthFrames || undefined,
  } as const
}

interface BareProps extends ClipProps {
  /** CSS pixels between the end of the clip before it and its start; negative where they overlap. */
  gap: number
}

/**
 * A clip that the sheet of all lanes draws: a place for hands, keys and screen readers, and its marks. It lies in the flow
 * of its lane: what is positioned by itself is a layer to the page, and thousands of those slow every repaint.
 */
export const BareClip = memo(function BareClip(props: BareProps) {
  const { clip, gap, width } = props
  return (
    <div
      className="clip clip-bare"
      {...clipAttributes(props, false)}
      style={{ marginLeft: gap, width, ...ownColour(clip) }}
    >
      <ClipMarks clip={props.clip} />
    </div>
  )
})

interface PicturedProps extends ClipProps {
  asset: Asset | undefined
  offline: boolean
  colour: number
  heightPx: number
  framesPerPixel: number
}

/** A clip with its own waveform, fades and names. */
export const PicturedClip = memo(function PicturedClip(props: PicturedProps) {
  const { clip, width, shownStart, shownEnd, offline, heightPx, framesPerPixel } = props
  const { clipHeight } = waveBox(heightPx)
  const startPx = (clip.startFrame - shownStart) / framesPerPixel
  const fullPx = clip.lengthFrames / framesPerPixel
  const fadeInPx = clip.fadeInFrames / framesPerPixel
  const fadeOutPx = clip.fadeOutFrames / framesPerPixel
  const lanesPx = useView((view) => view.lanesWidthPx)
  return (
    <div className="clip" {...clipAttributes(props, offline)} style={{ left: props.left, width, ...ownColour(clip) }}>
      {!offline && <Waveform {...props} />}
      {(clip.fadeInFrames > 0 || clip.fadeOutFrames > 0) && (
        <svg className="clip-fades" width={width} height={clipHeight} aria-hidden>
          {clip.fadeInFrames > 0 && (
            <FadePath shape={clip.fadeInShape} fromPx={startPx} toPx={startPx + fadeInPx} heightPx={clipHeight} />
          )}
          {clip.fadeOutFrames > 0 && (
            <FadePath
              shape={clip.fadeOutShape}
              fromPx={startPx + fullPx}
              toPx={startPx + fullPx - fadeOutPx}
              heightPx={clipHeight}
            />
          )}
        </svg>
      )}
      {namePlaces(startPx, width, fullPx, lanesPx).map((x) => (
        <span key={x} className="clip-name" style={{ transform: `translateX(${x + nameInsetPx}px)` }}>
          {clip.name}
          <ClipMarks clip={clip} />
          {offline && <span className="clip-offline">offline</span>}
          {clip.gainDb !== 0 && <span className="clip-gain">{formatDb(clip.gainDb)}</span>}
        </span>
      ))}
      {loopJoints(clip, shownStart, shownEnd, framesPerPixel).map((x) => (
        <i key={x} className="clip-joint" style={{ transform: `translateX(${x}px)` }} />
      ))}
      {shownStart === clip.startFrame && width > gripRoomPx && (
        <i className="clip-grip" style={{ left: Math.max(fadeInPx, 4) }} />
      )}
      {shownEnd === clip.startFrame + clip.lengthFrames && width > gripRoomPx && (
        <i className="clip-grip" style={{ left: width - Math.max(fadeOutPx, 4) }} />
      )}
    </div>
  )
})

/** A clip's sound, drawn by an instance of its own. */
function Waveform({ clip, asset, colour, heightPx, framesPerPixel, shownStart, shownEnd }: PicturedProps) {
  const body = useRef<HTMLDivElement>(null)
  const waveform = useRef<WaveformView | null>(null)
  const waveZoom = useView((view) => view.waveZoom)
  const { waveTop, waveHeight } = waveBox(heightPx)
  useLayoutEffect(() => {
    if (!asset || !body.current) return
    waveform.current ??= new WaveformView(body.current)
    waveform.current.show({
      poolHash: asset.poolHash,
      channels: asset.channels,
      assetFrames: asset.frames,
      startFrame: contentAt(clip, shownStart - clip.startFrame),
      endFrame: contentAt(clip, shownEnd - clip.startFrame),
      reversed: clip.reversed,
      loopStartFrames: clip.loopStartFrames,
      loopFrames: clip.loopFrames,
      framesPerPixel,
      heightPx: waveHeight,
      gain: linearGain(clip.gainDb) * waveZoom,
      colour: token(`--track-${colour}`),
    })
  })
  useEffect(
    () => () => {
      waveform.current?.destroy()
      waveform.current = null
    },
    [],
  )
  return <div ref={body} className="clip-body" style={{ top: waveTop, height: waveHeight }} />
}

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

/** What is unusual about a clip, as pictures; its label says it in words. */
function ClipMarks({ clip }: { clip: Clip }) {
  return markIcons.map(({ of, Icon }, index) =>
    of(clip) ? <Icon key={index} className="clip-mark" size={10} aria-hidden /> : null,
  )
}

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
