import { useEffect, useRef, useState } from 'react'
import type { CallOutput } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Id } from '../../shared/model/document.ts'
import { goToSong } from '../app/project-actions.ts'
import { setView, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocumentState, useSampleRate } from '../document/hooks.ts'
import { formatDuration } from '../document/musical-time.ts'
import { newId } from '../document/new-id.ts'
import { explain, notify } from '../document/notices.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import './import.css'

type Projects = CallOutput<'project.list'>['projects']
type Songs = CallOutput<'song.list'>

interface Fault {
  message: string
  remedy: string
}

const close = () => setView({ overlay: null })

/** The projects to choose from, and the songs of the one that was chosen. */
function useSongChoice() {
  const [projects, setProjects] = useState<Projects>([])
  const [nativeDialogs, setNativeDialogs] = useState(false)
  const [chosen, setChosen] = useState<{ path: string; songs: Songs | null } | null>(null)
  const [fault, setFault] = useState<Fault | null>(null)
  /** The path asked for last: an answer for another one comes too late. */
  const asked = useRef('')
  useEffect(() => {
    const api = documentStore.api()
    const tell = (error: unknown) => setFault(explain(error))
    api.call('project.list', {}).then((answer) => setProjects(answer.projects), tell)
    api.call('app.info', {}).then((info) => setNativeDialogs(info.nativeDialogs), tell)
  }, [])

  async function choose(path: string): Promise<void> {
    asked.current = path
    setFault(null)
    setChosen({ path, songs: null })
    try {
      const songs = await documentStore.api().call('song.list', { path })
      if (asked.current === path) setChosen({ path, songs })
    } catch (error) {
      if (asked.current !== path) return
      setChosen(null)
      setFault(explain(error))
    }
  }
  return { projects, nativeDialogs, chosen, fault, setFault, choose }
}

function SongImportForm() {
  const here = useDocumentState((state) => state.path)
  const sampleRate = useSampleRate()
  const { projects, nativeDialogs, chosen, fault, setFault, choose } = useSongChoice()
  const [path, setPath] = useState('')
  const [songId, setSongId] = useState<Id | null>(null)
  const [task, setTask] = useState<{ id: Id; fraction: number } | null>(null)
  const others = projects.filter((project) => project.path !== here)
  const songs = chosen?.songs
  const otherRate = songs && songs.sampleRate !== sampleRate
  const selected = songs?.songs.find(({ id }) => id === songId) ?? songs?.songs[0]

  async function chooseNative(): Promise<void> {
    try {
      const answer = await documentStore.api().call('dialog.openProject', {})
      if (answer.path !== null) await choose(answer.path)
    } catch (error) {
      setFault(explain(error))
    }
  }

  async function run(): Promise<void> {
    if (!chosen || !selected) return
    const api = documentStore.api()
    const taskId = newId()
    setFault(null)
    setTask({ id: taskId, fraction: 0 })
    const off = api.on('task.progress', (progress) => {
      if (progress.taskId === taskId) setTask({ id: taskId, fraction: progress.fraction })
    })
    try {
      const brought = await api.call('song.import', { taskId, path: chosen.path, songId: selected.id })
      close()
      goToSong(brought.songId)
      notify('info', `“${brought.title}” was imported.`, brought.notes.join(' '))
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'cancelled')) setFault(explain(error))
    } finally {
      off()
      setTask(null)
    }
  }

  return (
    <form
      className="import-form"
      data-testid="song-import"
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <fieldset className="import-layouts import-list" disabled={task !== null}>
        <legend>Project</legend>
        {others.map((project) => (
          <label key={project.path} className="import-choice" data-tip={project.path}>
            <input
              type="radio"
              name="project"
              checked={chosen?.path === project.path}
              onChange={() => void choose(project.path)}
            />
            {project.name}
          </label>
        ))}
        {others.length === 0 && <p className="import-hint">No other project is known: give its path.</p>}
      </fieldset>
      <div className="import-path">
        <input
          className="text-input"
          aria-label="Path of a project"
          placeholder="Path of another project"
          value={path}
          disabled={task !== null}
          onChange={(event) => setPath(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !path.trim()) return
            event.preventDefault()
            void choose(path.trim())
          }}
        />
        <Button disabled={!path.trim() || task !== null} onClick={() => void choose(path.trim())}>
          Look
        </Button>
        {nativeDialogs && (
          <Button disabled={task !== null} onClick={() => void chooseNative()}>
            Choose…
          </Button>
        )}
      </div>
      {chosen && (
        <fieldset className="import-layouts import-list" disabled={task !== null}>
          <legend>{songs ? `Song of “${songs.name}”` : 'Reading its songs…'}</legend>
          {songs?.songs.map((song) => (
            <label key={song.id} className="import-choice">
              <input type="radio" name="song" checked={selected?.id === song.id} onChange={() => setSongId(song.id)} />
              {song.title}
              <span className="import-hint">
                {formatDuration(song.lengthFrames, songs.sampleRate)}, {song.tracks}{' '}
                {song.tracks === 1 ? 'track' : 'tracks'}
              </span>
            </label>
          ))}
          {songs?.songs.length === 0 && <p className="import-hint">It has no songs.</p>}
        </fieldset>
      )}
      <div role="alert" className="import-warning">
        {otherRate && (
          <p>
            “{songs.name}” is at {songs.sampleRate / 1000} kHz and this project at {sampleRate / 1000} kHz. Bring the
            song into a project of {songs.sampleRate / 1000} kHz, or bounce it there and import the bounce here.
          </p>
        )}
        {fault && (
          <p>
            {fault.message} {fault.remedy}
          </p>
        )}
      </div>
      <div className="import-foot">
        {task ? (
          <progress max={1} value={task.fraction} aria-label="Importing the song" />
        ) : (
          <p className="import-hint">
            Its tracks, mix, automation, markers and tempo come as a new song, its audio too.
          </p>
        )}
        <Button
          onClick={() => {
            if (task) void documentStore.api().call('song.cancelImport', { taskId: task.id })
            else close()
          }}
        >
          Cancel
        </Button>
        <button
          type="submit"
          className="button button-primary"
          disabled={!selected || otherRate === true || task !== null}
        >
          Import song
        </button>
      </div>
    </form>
  )
}

/** Brings a song of another project into this one. */
export function SongImportDialog() {
  const isOpen = useView((view) => view.overlay === 'importSong')
  return (
    <Dialog title="Import a song from another project" isOpen={isOpen} onClose={close} width={560}>
      <SongImportForm />
    </Dialog>
  )
}
