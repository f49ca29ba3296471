import { AudioLines, FolderOpen, Sparkles } from 'lucide-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import type { CallOutput } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import { documentStore } from '../document/document-store.ts'
import { carriesFiles, droppedFiles, droppedFolderName } from '../document/dropped-files.ts'
import { newId } from '../document/new-id.ts'
import { notifyError } from '../document/notices.ts'
import { Button } from '../ui/button.tsx'
import { askForFirstStems, audioFileTypes, freeName, newProjectFrom, sayNothingDropped } from './import-actions.ts'
import { enterProject } from './project-actions.ts'

type Known = CallOutput<'project.list'>['projects']
type Info = CallOutput<'app.info'>
type Busy = null | { label: string; fraction: number | null }

/** Opens or makes a project while the page says what it waits for. */
async function during(label: string, setBusy: (busy: Busy) => void, work: () => Promise<void>): Promise<void> {
  setBusy({ label, fraction: null })
  try {
    await work()
  } catch (error) {
    notifyError(error)
  } finally {
    setBusy(null)
  }
}

/** What the window shows while no project is open: three choices. */
export function StartScreen() {
  const api = documentStore.api()
  const [known, setKnown] = useState<Known>([])
  const [info, setInfo] = useState<Info | null>(null)
  const [busy, setBusy] = useState<Busy>(null)
  const [dragging, setDragging] = useState(false)
  const [name, setName] = useState('')
  const [path, setPath] = useState('')
  /** The project that could not be opened because somebody else writes it. */
  const [locked, setLocked] = useState<string | null>(null)
  const chooser = useRef<HTMLInputElement>(null)

  useEffect(() => {
    api.call('app.info', {}).then(setInfo).catch(notifyError)
    api
      .call('project.list', {})
      .then((answer) => setKnown(answer.projects))
      .catch(notifyError)
  }, [api])

  const startWith = (files: readonly File[], folderName?: string) => {
    if (files.length === 0) return sayNothingDropped()
    void askForFirstStems(files)
      .then((stems) => {
        if (stems) void during('Making the project', setBusy, () => newProjectFrom(stems, name.trim() || folderName))
      })
      .catch(notifyError)
  }
  const startEmpty = () =>
    void during('Making the project', setBusy, async () => {
      const free = freeName(
        name.trim() || 'New project',
        known.map((project) => project.name),
      )
      enterProject(await api.call('project.create', { name: free, sampleRate: 48000 }))
    })
  async function open(wanted: string, readOnly = false): Promise<void> {
    setLocked(null)
    try {
      enterProject(await api.call('project.open', { path: wanted, readOnly }))
    } catch (error) {
      if (error instanceof ApiError && error.code === 'locked') setLocked(wanted)
      throw error
    }
  }
  const openPath = (wanted: string, readOnly = false) =>
    void during('Opening the project', setBusy, () => open(wanted, readOnly))
  const choosePath = () =>
    void during('Opening the project', setBusy, async () => {
      const { path: chosen } = await api.call('dialog.openProject', {})
      if (chosen !== null) await open(chosen)
    })
  const tryDemo = () =>
    void during('Making the demo', setBusy, async () => {
      const taskId = newId()
      const off = api.on('task.progress', (progress) => {
        if (progress.taskId === taskId) setBusy({ label: progress.label, fraction: progress.fraction })
      })
      try {
        enterProject(await api.call('project.demo', { taskId }))
      } finally {
        off()
      }
    })

  const onDragOver = (event: DragEvent) => {
    if (!carriesFiles(event.dataTransfer)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setDragging(true)
  }
  return (
    <main
      className={`start${dragging ? ' start-dragging' : ''}`}
      data-testid="start-screen"
      onDragOver={onDragOver}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDragging(false)
      }}
      onDrop={(event) => {
        if (!carriesFiles(event.dataTransfer)) return
        event.preventDefault()
        setDragging(false)
        const folderName = droppedFolderName(event.dataTransfer)
        void droppedFiles(event.dataTransfer)
          .then((files) => startWith(files, folderName))
          .catch(notifyError)
      }}
    >
      <h1>Mixwright</h1>
      <p className="start-lead">Mix your stems, master the record, deliver the album.</p>
      <div className="start-choices" inert={busy !== null}>
        <section className="start-choice start-drop">
          <AudioLines size={28} aria-hidden />
          <h2>Drop stems here</h2>
          <p>WAV, AIFF, FLAC, MP3, Ogg, Opus or M4A. Each file becomes a track.</p>
          <label className="text-field">
            Name of the project
            <input
              value={name}
              maxLength={180}
              placeholder="After the stems"
              onChange={(event) => setName(event.target.value)}
              data-testid="project-name"
            />
          </label>
          <div className="start-actions">
            <Button variant="primary" data-testid="choose-files" onClick={() => chooser.current?.click()}>
              Choose files…
            </Button>
            <Button data-testid="new-project" onClick={startEmpty}>
              Empty project
            </Button>
          </div>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            accept={audioFileTypes}
            data-testid="file-chooser"
            onChange={(event) => {
              startWith([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </section>
        <section className="start-choice">
          <FolderOpen size={28} aria-hidden />
          <h2>Open a project</h2>
          {known.length === 0 && <p>Projects you make stand here.</p>}
          <ul className="start-recents">
            {known.slice(0, 6).map((project) => (
              <li key={project.path}>
                <button
                  type="button"
                  className="start-recent"
                  data-tip={project.path}
                  onClick={() => openPath(project.path)}
                >
                  <span>{project.name}</span>
                  <span className="start-date">{new Date(project.modified).toLocaleDateString()}</span>
                </button>
              </li>
            ))}
          </ul>
          {locked !== null && (
            <div className="start-actions">
              <Button data-testid="open-read-only" onClick={() => openPath(locked, true)}>
                Open it read-only
              </Button>
            </div>
          )}
          {info?.nativeDialogs ? (
            <div className="start-actions">
              <Button onClick={choosePath}>Open…</Button>
            </div>
          ) : (
            <form
              className="start-path"
              onSubmit={(event) => {
                event.preventDefault()
                if (path.trim()) openPath(path.trim())
              }}
            >
              <input
                className="text-input"
                aria-label="Path of a project"
                placeholder={info ? `${info.projectsFolder}/…` : 'Path of a project'}
                value={path}
                onChange={(event) => setPath(event.target.value)}
              />
              <button type="submit" className="button" disabled={!path.trim()}>
                Open
              </button>
            </form>
          )}
        </section>
        <section className="start-choice">
          <Sparkles size={28} aria-hidden />
          <h2>Try the demo</h2>
          <p>Three short songs, played by the program itself, mixed and ready to take apart.</p>
          <div className="start-actions">
            <Button data-testid="try-demo" onClick={tryDemo}>
              Make the demo
            </Button>
          </div>
        </section>
      </div>
      <div className="start-progress" role="status">
        {busy && (
          <>
            <span>{busy.label}…</span>
            <progress max={1} {...(busy.fraction === null ? {} : { value: busy.fraction })} aria-label={busy.label} />
          </>
        )}
      </div>
      {info && <p className="start-version">Version {info.version}</p>}
    </main>
  )
}
