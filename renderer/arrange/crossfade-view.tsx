import { useTempoMap } from '../document/hooks.ts'
import { formatBars } from '../document/musical-time.ts'
import { waveBox } from './clip-box.ts'
import { openCrossfade } from './crossfade-dialog.tsx'
import type { Crossfade, Overlap } from './crossfades.ts'
import { fadePaths } from './fade-path.ts'
import type { LayoutWindow } from './timeline-window.ts'

/** Narrower overlaps have no room for a handle; the keyboard reaches their editor too. */
const handleRoomPx = 18

/** Opens the editor of an overlap. */
export function CrossfadeHandle({ overlap, window }: { overlap: Overlap; window: LayoutWindow }) {
  const { left, right, startFrame, endFrame } = overlap
  const map = useTempoMap()
  if ((endFrame - startFrame) / window.framesPerPixel < handleRoomPx) return null
  const centre = ((startFrame + endFrame) / 2 - window.originFrame) / window.framesPerPixel
  const label = `Crossfade of ${left.name} and ${right.name} at ${formatBars(startFrame, map)}`
  return (
    <button
      type="button"
      className="crossfade-handle"
      aria-label={label}
      data-tip="Edit the crossfade"
      data-testid="crossfade-handle"
      style={{ left: centre }}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onClick={() => openCrossfade(left.id, right.id)}
    />
  )
}

interface CrossfadeViewProps {
  crossfade: Crossfade
  window: LayoutWindow
  heightPx: number
}

/** The two curves of an overlap. */
export function CrossfadeView({ crossfade, window, heightPx }: CrossfadeViewProps) {
  const { clipTop, clipHeight } = waveBox(heightPx)
  const left = (crossfade.startFrame - window.originFrame) / window.framesPerPixel
  const width = (crossfade.endFrame - crossfade.startFrame) / window.framesPerPixel
  return (
    <svg className="crossfade" width={width} height={clipHeight} style={{ left, top: clipTop }} aria-hidden>
      {crossfade.in && <path className="fade-curve" d={fadePaths(crossfade.shape, 0, width, clipHeight).curve} />}
      {crossfade.out && <path className="fade-curve" d={fadePaths(crossfade.shape, width, 0, clipHeight).curve} />}
    </svg>
  )
}
