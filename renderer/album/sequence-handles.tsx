import type { KeyboardEvent, PointerEvent } from 'react'
import { joinOf } from '../../shared/model/album-moves.ts'
import { useSampleRate } from '../document/hooks.ts'
import { type ShapeField, setJoin, setShape } from './album-actions.ts'
import type { PlacedItem } from './album-facts.ts'
import { joinText, secondsText } from './album-time.ts'
import { useAlbumView } from './album-view.ts'
import { focusPanel } from './item-keys.ts'
import { dragJoin, dragShape } from './sequence-hands.ts'

/** Narrower blocks have no room for handles unless they are selected. */
const roomPx = 44

interface HandleProps {
  kind: 'join' | ShapeField
  label: string
  /** In seconds. */
  value: number
  text: string
  leftPx: number
  isActive: boolean
  onTake: (event: PointerEvent<HTMLElement>) => void
  /** One step of a key: −1 or 1, in the size it asks for; null is none. */
  onStep: (frames: number | null) => void
}

function Handle({ kind, label, value, text, leftPx, isActive, onTake, onStep }: HandleProps) {
  const sampleRate = useSampleRate()
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 1 : -1
    const seconds = event.ctrlKey || event.metaKey ? 1 : 0.01
    if (/^Arrow/.test(event.key)) onStep(step * (event.shiftKey ? 1 : Math.round(seconds * sampleRate)))
    else if (event.key === 'Delete' || event.key === 'Backspace' || event.key === 'Home') onStep(null)
    else if (event.key === 'Enter') focusPanel(kind)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      role="slider"
      className={`sequence-handle handle-${kind}`}
      data-testid={`album-${kind}`}
      tabIndex={isActive ? 0 : -1}
      aria-label={label}
      aria-valuenow={value}
      aria-valuetext={text}
      data-tip={`${label}: ${text}`}
      data-tip-live=""
      style={{ left: leftPx }}
      onPointerDown={onTake}
      onDoubleClick={() => onStep(null)}
      onKeyDown={onKeyDown}
    />
  )
}

const shapeHandles: readonly { field: ShapeField; name: string; isIn: boolean }[] = [
  { field: 'fadeInFrames', name: 'Fade in', isIn: true },
  { field: 'fadeOutFrames', name: 'Fade out', isIn: false },
  { field: 'trimStartFrames', name: 'Trim of the start', isIn: true },
  { field: 'trimEndFrames', name: 'Trim of the end', isIn: false },
]

interface SequenceHandlesProps {
  placed: PlacedItem
  isFirst: boolean
  window: { framesPerPixel: number; scrollFrame: number }
}

/** What of a block can be pulled: how it follows, its fades, and its edges. Keys go to those of the active one. */
export function SequenceHandles({ placed, isFirst, window }: SequenceHandlesProps) {
  const { item, startFrame, endFrame } = placed
  const isSelected = useAlbumView((view) => view.selectedIds.has(item.id))
  const isActive = useAlbumView((view) => view.activeId === item.id)
  const sampleRate = useSampleRate()
  const px = (frame: number) => (frame - window.scrollFrame) / window.framesPerPixel
  const name = item.title || 'Untitled'
  if (px(endFrame) - px(startFrame) < roomPx && !isSelected) return null
  return (
    <div className="sequence-handles" data-selected={isSelected || undefined}>
      {!isFirst && (
        <Handle
          kind="join"
          label={`Gap before ${name}`}
          value={joinOf(item) / sampleRate}
          text={joinText(item, sampleRate)}
          leftPx={px(startFrame)}
          isActive={isActive}
          onTake={(event) => dragJoin(event, item.id)}
          onStep={(frames) => setJoin(item.id, frames === null ? 0 : joinOf(item) + frames)}
        />
      )}
      {shapeHandles.map(({ field, name: what, isIn }) => {
        const inset = field === 'fadeInFrames' || field === 'fadeOutFrames' ? item[field] : 0
        return (
          <Handle
            key={field}
            kind={field}
            label={`${what} of ${name}`}
            value={item[field] / sampleRate}
            text={secondsText(item[field], sampleRate)}
            leftPx={px(isIn ? startFrame + inset : endFrame - inset)}
            isActive={isActive}
            onTake={(event) => dragShape(event, item.id, field)}
            onStep={(frames) => setShape(item.id, field, frames === null ? 0 : item[field] + (isIn ? frames : -frames))}
          />
        )
      })}
    </div>
  )
}
