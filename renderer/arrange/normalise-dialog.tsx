import { useRef, useState } from 'react'
import type { Measurement } from '../../shared/measure/measurement.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { setView, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { notify, notifyError } from '../document/notices.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Select } from '../ui/select.tsx'
import { editTogether, selectedClips } from './clip-actions.ts'
import { maxClipGainDb, minClipGainDb, updateEdit } from './clip-changes.ts'
import { measureClip } from './measure-clip.ts'

type Level = 'truePeak' | 'samplePeak' | 'loudness'

interface LevelKind {
  readonly label: string
  readonly unit: string
  readonly usual: number
  readonly lowest: number
  readonly highest: number
  readonly of: (measured: Measurement) => number | null
}

const levels: Readonly<Record<Level, LevelKind>> = {
  truePeak: { label: 'True peak', unit: 'dBTP', usual: -1, lowest: -60, highest: 0, of: (m) => m.truePeakDbtp },
  samplePeak: { label: 'Sample peak', unit: 'dBFS', usual: 0, lowest: -60, highest: 0, of: (m) => m.samplePeakDbfs },
  loudness: { label: 'Loudness', unit: 'LUFS', usual: -20, lowest: -60, highest: -5, of: (m) => m.integratedLufs },
}
const options = (Object.keys(levels) as Level[]).map((value) => ({ value, label: levels[value].label }))

/** Asks for a level and brings the gain of every selected clip to it; the clips may also keep their distances. */
export function NormaliseDialog() {
  const isOpen = useView((view) => view.overlay === 'normalise')
  const [level, setLevel] = useState<Level>('truePeak')
  const [targets, setTargets] = useState<Partial<Record<Level, string>>>({})
  const [together, setTogether] = useState(false)
  const [progress, setProgress] = useState<number | null>(null)
  const abort = useRef<AbortController | null>(null)
  const kind = levels[level]
  const text = targets[level] ?? String(kind.usual)
  const target = Number(text.replace(',', '.').replace('−', '-'))
  const isValid = text.trim() !== '' && target >= kind.lowest && target <= kind.highest
  const close = () => {
    abort.current?.abort()
    setView({ overlay: null })
  }
  const run = async () => {
    abort.current = new AbortController()
    setProgress(0)
    try {
      if (await normalise(kind, target, together, abort.current.signal, setProgress)) close()
    } catch (error) {
      if (!abort.current.signal.aborted) notifyError(error)
    } finally {
      setProgress(null)
    }
  }
  return (
    <Dialog title="Normalise clips" isOpen={isOpen} onClose={close} width={360}>
      <form
        className="dialog-form"
        data-testid="normalise"
        onSubmit={(event) => {
          event.preventDefault()
          if (isValid && progress === null) void run()
        }}
      >
        <Select label="Level" value={level} options={options} onChange={setLevel} />
        <label className="text-field">
          Bring it to ({kind.lowest} … {kind.highest} {kind.unit})
          <input
            aria-invalid={!isValid}
            value={text}
            onChange={(event) => setTargets({ ...targets, [level]: event.target.value })}
          />
        </label>
        <label className="check-field">
          <input type="checkbox" checked={together} onChange={(event) => setTogether(event.target.checked)} />
          <span>Keep the distances between the clips</span>
        </label>
        {progress !== null && <progress aria-label="Measuring the clips" value={progress} max={1} />}
        <div className="dialog-actions">
          <Button onClick={close}>Cancel</Button>
          <button type="submit" className="button button-primary" disabled={!isValid || progress !== null}>
            Normalise
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** False when nothing could be brought to the level. */
async function normalise(
  kind: LevelKind,
  target: number,
  together: boolean,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<boolean> {
  const { document } = documentStore.getState()
  const clips = selectedClips().filter((clip) => !clip.locked && document?.assets[clip.assetId])
  if (!document || clips.length === 0) {
    notify('info', 'Every selected clip is locked.', 'Unlock with Shift-L to change it.')
    return false
  }
  const read: (number | null)[] = []
  for (const [index, clip] of clips.entries()) {
    const asset = document.assets[clip.assetId]!
    const measured = await measureClip(clip, asset, document.project.sampleRate, signal, (share) =>
      onProgress((index + share) / clips.length),
    )
    read.push(kind.of(measured))
  }
  signal.throwIfAborted()
  const sounding = clips.flatMap((clip, index) => {
    const value = read[index]
    return value === null || value === undefined ? [] : [{ clip, value }]
  })
  const silent = clips.length - sounding.length
  if (silent > 0)
    notify(
      'info',
      `${silent} of ${clips.length} clips are too quiet or too short to be measured.`,
      'They stay as they are.',
    )
  // Together, the loudest of them as they stand now reaches the level, and the others follow.
  const loudest = Math.max(...sounding.map(({ clip, value }) => value + clip.gainDb))
  const edits = sounding.map(({ clip, value }): SingleEdit => {
    const gainDb = together ? clip.gainDb + target - loudest : target - value
    return updateEdit(clip, { gainDb: Math.min(maxClipGainDb, Math.max(minClipGainDb, gainDb)) })
  })
  if (edits.some((edit) => edit.type === 'updateClip' && edit.set.gainDb === maxClipGainDb))
    notify('info', `A clip's gain goes to +${maxClipGainDb} dB and no further.`, 'Raise its track.')
  return edits.length === 0 ? silent > 0 : editTogether(`Normalise ${edits.length} clips`, edits)
}
