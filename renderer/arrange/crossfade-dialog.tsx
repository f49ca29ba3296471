import { type FadeShape, fadeShapes, type Id } from '../../shared/model/document.ts'
import { clipsOfTrack } from '../../shared/model/selectors.ts'
import { setView, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument, useSampleRate } from '../document/hooks.ts'
import { notify } from '../document/notices.ts'
import { Dialog } from '../ui/dialog.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Select } from '../ui/select.tsx'
import { linearScale } from '../ui/value-scale.ts'
import { editTogether, selectedClips } from './clip-actions.ts'
import { fadeShapeNames } from './clip-menu.ts'
import { automaticShape, crossfadeEdits, type Overlap, overlapsOf } from './crossfades.ts'
import { fadePaths } from './fade-path.ts'

const pictureWidth = 320
const pictureHeight = 90
const longestSeconds = 60

type Shape = FadeShape | 'automatic'

function shapeOptions(automatic: FadeShape): { value: Shape; label: string }[] {
  const own = fadeShapes.map((value) => ({ value, label: fadeShapeNames[value] }))
  return [{ value: 'automatic', label: `Automatic (${fadeShapeNames[automatic].toLowerCase()})` }, ...own]
}

/** Opens the editor of the overlap that a selected clip is part of, the one at its end first. */
export function editSelectedCrossfade(): void {
  const { document } = documentStore.getState()
  const [clip] = selectedClips()
  const overlaps = document && clip ? overlapsOf(clipsOfTrack(document, clip.trackId)) : []
  const overlap =
    overlaps.find(({ left }) => left.id === clip?.id) ?? overlaps.find(({ right }) => right.id === clip?.id)
  if (!overlap) {
    notify('info', 'The clip overlaps no other.', 'Move or trim it onto its neighbour: they crossfade by themselves.')
    return
  }
  openCrossfade(overlap.left.id, overlap.right.id)
}

export function openCrossfade(leftId: Id, rightId: Id): void {
  setView({ overlay: 'crossfade', crossfade: { leftId, rightId } })
}

/** Length and shapes of one overlap. */
export function CrossfadeDialog() {
  const isOpen = useView((view) => view.overlay === 'crossfade')
  const wanted = useView((view) => view.crossfade)
  const document = useDocument((current) => current, undefined)
  const trackId = Object.keys(document?.clips ?? {}).find((id) => wanted && document?.clips[id]?.[wanted.leftId])
  const overlaps = document && trackId ? overlapsOf(clipsOfTrack(document, trackId)) : []
  const overlap = overlaps.find(({ left, right }) => left.id === wanted?.leftId && right.id === wanted?.rightId)
  return (
    <Dialog
      title="Crossfade"
      isOpen={isOpen && overlap !== undefined}
      onClose={() => setView({ overlay: null })}
      width={368}
    >
      {overlap && <CrossfadeFields overlap={overlap} />}
    </Dialog>
  )
}

function CrossfadeFields({ overlap }: { overlap: Overlap }) {
  const sampleRate = useSampleRate()
  const { left, right } = overlap
  const lengthFrames = overlap.endFrame - overlap.startFrame
  const automatic = automaticShape(overlap)
  const outShape = left.fadeOutFrames === 0 ? 'automatic' : left.fadeOutShape
  const inShape = right.fadeInFrames === 0 ? 'automatic' : right.fadeInShape
  const own = (shape: Shape) => (shape === 'automatic' ? automatic : shape)
  /** Both fades follow the engine's rule, or each has a shape of its own. */
  const apply = (frames: number, out: Shape, inward: Shape) => {
    const { document } = documentStore.getState()
    const isAutomatic = out === 'automatic' && inward === 'automatic'
    const shapes = isAutomatic ? null : { out: own(out), in: own(inward) }
    if (document)
      void editTogether('Crossfade', crossfadeEdits(overlap, { lengthFrames: frames, shapes }, document.assets))
  }
  const milliseconds = linearScale({
    min: 1,
    max: longestSeconds * 1000,
    format: (ms) => `${Math.round(ms * 10) / 10} ms`,
    stepSize: 1,
  })
  const options = shapeOptions(automatic)
  const paths = {
    fadeOut: fadePaths(own(outShape), pictureWidth, 0, pictureHeight),
    fadeIn: fadePaths(own(inShape), 0, pictureWidth, pictureHeight),
  }
  return (
    <div className="crossfade-fields" data-testid="crossfade">
      <p>
        {left.name} → {right.name}
      </p>
      <svg width={pictureWidth} height={pictureHeight} role="img" aria-label="The two curves of the crossfade">
        <path className="fade-curve" d={paths.fadeOut.curve} />
        <path className="fade-curve" d={paths.fadeIn.curve} />
      </svg>
      <div className="field-row">
        <span>Length</span>
        <NumberField
          label="Length of the crossfade"
          value={(lengthFrames / sampleRate) * 1000}
          scale={milliseconds}
          onCommit={(ms) => apply((ms * sampleRate) / 1000, outShape, inShape)}
          testId="crossfade-length"
        />
      </div>
      <div className="field-row">
        <span>Fade out</span>
        <Select
          label="Shape of the fade out"
          value={outShape}
          options={options}
          onChange={(shape: Shape) => apply(lengthFrames, shape, shape === 'automatic' ? shape : inShape)}
        />
      </div>
      <div className="field-row">
        <span>Fade in</span>
        <Select
          label="Shape of the fade in"
          value={inShape}
          options={options}
          onChange={(shape: Shape) => apply(lengthFrames, shape === 'automatic' ? shape : outShape, shape)}
        />
      </div>
    </div>
  )
}
