import { useState } from 'react'
import type { MediaList } from '../../shared/contract/media.ts'
import type { Id } from '../../shared/model/document.ts'
import { formatBytes } from '../../shared/model/units.ts'
import { useDocument, useDocumentState } from '../document/hooks.ts'
import { Button } from '../ui/button.tsx'
import { copyProject, findAudio, relinkAudio, removeUnused, setStep, useMedia } from './media-store.ts'
import { PathForm } from './path-form.tsx'

function FindStep() {
  return (
    <PathForm
      label="Folder to search, with everything below it"
      action="Search"
      initial=""
      chooser="dialog.chooseFolder"
      onCancel={() => setStep(null)}
      onPath={(path) => void findAudio(path)}
    >
      <p className="media-hint">
        Files are known by their sound, whatever they are called now: originals, and pool files of a backup.
      </p>
    </PathForm>
  )
}

function RelinkStep({ assetId }: { assetId: Id }) {
  const asset = useDocument((document) => document.assets[assetId], undefined)
  if (!asset) return null
  return (
    <PathForm
      label={`File with the sound of “${asset.name}”`}
      action="Relink"
      initial=""
      chooser="dialog.chooseAudio"
      onCancel={() => setStep(null)}
      onPath={(path) => void relinkAudio(assetId, path)}
    >
      <p className="media-hint">
        It was imported from “{asset.originalName}”. A file of any name and format will do, as long as it holds the same
        samples.
      </p>
    </PathForm>
  )
}

/** Beside the project, under its name. */
function usualCopy(projectPath: string): string {
  return projectPath.replace(/(\.mixwright)?[/\\]*$/, ' copy.mixwright')
}

function CopyStep() {
  const projectPath = useDocumentState((state) => state.path) ?? ''
  const [withOriginals, setWithOriginals] = useState(true)
  const separator = projectPath.includes('\\') ? '\\' : '/'
  const usual = usualCopy(projectPath)
  return (
    <PathForm
      label="Folder of the copy"
      action="Copy"
      initial={usual}
      chooser="dialog.chooseFolder"
      onCancel={() => setStep(null)}
      fromChosen={(folder) => [folder, usual.split(separator).at(-1)].join(separator)}
      onPath={(path) => void copyProject(path, withOriginals)}
    >
      <label className="media-check">
        <input type="checkbox" checked={withOriginals} onChange={(event) => setWithOriginals(event.target.checked)} />
        With the original files
      </label>
      <p className="media-hint">
        Audio, waveforms and history go with it; bounces stay here. The copy is a project of its own.
      </p>
    </PathForm>
  )
}

/** Names what would be removed before it is: how many files, how large, and whether they can be taken back. */
function RemoveStep({ list }: { list: MediaList }) {
  const refused = useMedia(({ report }) => report?.kind === 'failed')
  const { files, strays, bytes } = list.unused
  const isForGood = !list.trash || refused
  const many = `${files} ${files === 1 ? 'file' : 'files'} (${formatBytes(bytes)})`
  if (files === 0)
    return (
      <div className="media-form">
        <p>Nothing is unused. What undo can bring back counts as used.</p>
        <div className="media-form-actions">
          <span className="spacer" />
          <Button onClick={() => setStep(null)}>Close</Button>
        </div>
      </div>
    )
  return (
    <div className="media-form" role="group" aria-label="Remove unused audio">
      <p>
        {isForGood ? `Delete ${many} for good? This cannot be taken back.` : `Move ${many} to the trash?`}
        {strays > 0 && ` ${strays === files ? 'No audio' : `${strays} of them no audio`} of the project names them.`}
      </p>
      <div className="media-form-actions">
        <span className="spacer" />
        <Button onClick={() => setStep(null)}>Cancel</Button>
        <Button variant="danger" onClick={() => void removeUnused(isForGood)}>
          {isForGood ? `Delete ${many}` : 'Move to the trash'}
        </Button>
      </div>
    </div>
  )
}

/** What the panel asks before it does something. */
export function MediaStepView({ list }: { list: MediaList }) {
  const step = useMedia((state) => state.step)
  if (step === null) return null
  if (step === 'find') return <FindStep />
  if (step === 'copy') return <CopyStep />
  if (step === 'remove') return <RemoveStep list={list} />
  return <RelinkStep key={step.relink} assetId={step.relink} />
}
