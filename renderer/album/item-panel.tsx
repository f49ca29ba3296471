import { joinOf } from '../../shared/model/album-moves.ts'
import { type FadeShape, fadeShapes } from '../../shared/model/document.ts'
import { fadeShapeNames } from '../arrange/clip-menu.ts'
import { useSampleRate } from '../document/hooks.ts'
import { NumberField } from '../ui/number-field.tsx'
import { Select } from '../ui/select.tsx'
import { type ShapeField, setJoin, setShape, updateItem } from './album-actions.ts'
import type { PlacedItem } from './album-facts.ts'
import { framesScale } from './album-time.ts'
import { offsetScale } from './loudness-scales.ts'

const shapeOptions = fadeShapes.map((value) => ({ value, label: fadeShapeNames[value] }))

interface FramesFieldProps {
  placed: PlacedItem
  field: ShapeField
  label: string
  /** What stands before it, where that is not its label. */
  name?: string
}

function ShapeRow({ placed, field, label, name = label }: FramesFieldProps) {
  const sampleRate = useSampleRate()
  return (
    <span className="item-row">
      <span>{name}</span>
      <NumberField
        label={label}
        className={`item-field item-field-${field}`}
        testId={`item-${field}`}
        value={placed.item[field]}
        scale={framesScale(sampleRate, 0, Math.max(0, placed.sourceFrames))}
        onCommit={(frames) => setShape(placed.itemId, field, frames)}
      />
    </span>
  )
}

function FadeRow({ placed, edge }: { placed: PlacedItem; edge: 'In' | 'Out' }) {
  const key = `fade${edge}Shape` as const
  return (
    <div className="item-fade">
      <ShapeRow placed={placed} field={`fade${edge}Frames`} label={`Fade ${edge.toLowerCase()}`} />
      <Select<FadeShape>
        label={`Shape of the fade ${edge.toLowerCase()}`}
        value={placed.item[key]}
        options={shapeOptions}
        onChange={(shape) => updateItem(placed.itemId, { [key]: shape })}
      />
    </div>
  )
}

/** The times of the track that has the keys, typed: seconds, "1:02.5", "250 ms" or "88200f" for frames. */
export function ItemPanel({ placed, isFirst }: { placed: PlacedItem; isFirst: boolean }) {
  const { item, mostOverlap } = placed
  const sampleRate = useSampleRate()
  return (
    <section className="album-panel" aria-label="Selected track" data-testid="item-panel">
      <h2 className="album-panel-title">
        <span className="item-title">{item.title || 'Untitled'}</span>
        <label className="check-field" data-tip="Heard, but without a number of its own">
          <input
            type="checkbox"
            checked={item.hidden}
            onChange={(event) => updateItem(item.id, { hidden: event.target.checked })}
          />
          Hidden
        </label>
      </h2>
      <div className="item-rows">
        <div className="item-pair">
          <span className="item-row" data-tip="Below 0 it overlaps the track before it">
            <span>Gap</span>
            <NumberField
              label="Gap before the track"
              className="item-field item-field-join"
              testId="item-join"
              disabled={isFirst}
              value={joinOf(item)}
              scale={framesScale(sampleRate, -mostOverlap, 600 * sampleRate)}
              onCommit={(frames) => setJoin(item.id, frames)}
            />
          </span>
          <span className="item-row" data-tip="Loudness against that of the album">
            <span>Offset</span>
            <NumberField
              label="Loudness offset"
              className="item-field"
              testId="item-offset"
              value={item.loudnessOffsetDb}
              scale={offsetScale}
              onCommit={(loudnessOffsetDb) => updateItem(item.id, { loudnessOffsetDb })}
            />
          </span>
        </div>
        <FadeRow placed={placed} edge="In" />
        <FadeRow placed={placed} edge="Out" />
        <div className="item-pair">
          <ShapeRow placed={placed} field="trimStartFrames" label="Trim of the start" name="Start" />
          <ShapeRow placed={placed} field="trimEndFrames" label="Trim of the end" name="End" />
        </div>
      </div>
    </section>
  )
}
