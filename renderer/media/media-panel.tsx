import { FolderOutput, FolderSearch, ShieldCheck, Trash2 } from 'lucide-react'
import { useEffect } from 'react'
import type { MediaList } from '../../shared/contract/media.ts'
import { formatBytes } from '../../shared/model/units.ts'
import { setView, useView } from '../app/view-state.ts'
import { useDocumentState } from '../document/hooks.ts'
import { askToReplace } from '../import/replace-question.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { MediaStepView } from './media-steps.tsx'
import { cancelTask, openMedia, setKeepOriginals, setStep, useMedia, verifyAudio } from './media-store.ts'
import { MediaTable } from './media-table.tsx'
import './media.css'
import { RendersLine } from './renders-line.tsx'

function summary({ sounds, unused }: MediaList): string {
  if (sounds.length === 0) return 'The project has no audio yet.'
  const bytes = sounds.reduce((sum, sound) => sum + sound.bytes, 0)
  const offline = sounds.filter(({ state }) => state !== 'ok').length
  const parts = [
    `${sounds.length} ${sounds.length === 1 ? 'sound' : 'sounds'}, ${formatBytes(bytes)}`,
    ...(offline > 0 ? [`${offline} offline`] : []),
    ...(unused.files > 0 ? [`${unused.files} unused ${unused.files === 1 ? 'file' : 'files'}`] : []),
  ]
  return parts.join(' · ')
}

function TaskLine() {
  const task = useMedia((state) => state.task)
  const report = useMedia((state) => state.report)
  return (
    <div className="media-report" role="status" data-testid="media-report" data-kind={report?.kind}>
      {task && (
        <div className="media-task">
          <span>{task.label}</span>
          <progress max={1} value={task.fraction} aria-label={task.label} />
          <Button onClick={cancelTask}>Cancel</Button>
        </div>
      )}
      {report?.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}

function Panel() {
  const list = useMedia((state) => state.list)
  const isBusy = useMedia((state) => state.task !== null)
  const readOnly = useDocumentState((state) => state.readOnly)
  useEffect(() => void openMedia(), [])
  if (!list) return <p className="media-hint">Looking at the audio…</p>
  const offline = list.sounds.some(({ state }) => state !== 'ok')
  return (
    <div className="media" data-testid="media-panel">
      <div className="media-tools">
        <p className="media-summary">{summary(list)}</p>
        <Button icon={ShieldCheck} disabled={isBusy} onClick={() => void verifyAudio()}>
          Verify
        </Button>
        <Button icon={FolderSearch} disabled={isBusy || readOnly || !offline} onClick={() => setStep('find')}>
          Find missing…
        </Button>
        <Button icon={Trash2} disabled={isBusy || readOnly} onClick={() => setStep('remove')}>
          Remove unused…
        </Button>
        <Button icon={FolderOutput} disabled={isBusy} onClick={() => setStep('copy')}>
          Copy project…
        </Button>
      </div>
      {!isBusy && <MediaStepView list={list} />}
      <TaskLine />
      {list.sounds.length > 0 && (
        <MediaTable
          sounds={list.sounds}
          canChange={!isBusy && !readOnly}
          onRelink={(assetId) => setStep({ relink: assetId })}
          onReplace={(assetId) => askToReplace({ assetId, clip: null })}
        />
      )}
      <RendersLine />
      <div className="media-foot">
        <label className="media-check">
          <input
            type="checkbox"
            checked={list.keepOriginals}
            onChange={(event) => void setKeepOriginals(event.target.checked)}
          />
          Keep the original files of what is imported
        </label>
        <span className="media-hint">
          Damaged or missing audio is made again from them; without them a project is smaller.
        </span>
        <span className="spacer" />
        <Button onClick={() => setView({ overlay: null })}>Close</Button>
      </div>
    </div>
  )
}

/** All audio of the project: where it is used, what is missing, and what can be done about it. */
export function MediaPanel() {
  const isOpen = useView((view) => view.overlay === 'media')
  return (
    <Dialog title="Media" isOpen={isOpen} onClose={() => setView({ overlay: null })} width={1080}>
      <Panel />
    </Dialog>
  )
}
