import type { Emit, Handlers } from '../../shared/contract/handlers.ts'
import type { Document } from '../../shared/model/document.ts'
import { keepStoreThreadReady } from '../store/project-store.ts'
import { albumHandlers } from './album.ts'
import { toApiError } from './api-error.ts'
import { appHandlers } from './app.ts'
import { bounceHandlers } from './bounce.ts'
import { coverHandlers } from './cover.ts'
import { dialogHandlers, type ShellHooks } from './dialog.ts'
import { editHandlers } from './edit.ts'
import { freezeHandlers } from './freeze.ts'
import { importHandlers } from './import.ts'
import { mediaHandlers } from './media.ts'
import { presetHandlers } from './presets.ts'
import { projectHandlers } from './project.ts'
import { openProjectList } from './project-list.ts'
import { rackPresetHandlers } from './rack-presets.ts'
import { renderHandlers } from './renders.ts'
import { createSession } from './session.ts'
import { openSettings } from './settings.ts'
import { songImportHandlers } from './song-import.ts'
import { stripPresetHandlers } from './strip-presets.ts'
import { createTasks } from './tasks.ts'
import { templateHandlers } from './templates.ts'

export interface ApiOptions {
  emit: Emit
  shell: ShellHooks
  /** Hears what belongs into the program's log, such as slow statements. */
  log?: (sentence: string) => void
}

export interface MainApi {
  handlers: Handlers
  /** The open project as it is now; null when none is open. */
  currentProject(): { path: string; document: Document } | null
  /** Ends what runs and closes the project, whose every edit is on disk. */
  close(): Promise<void>
}

/** Everything main does for an interface, whichever shell carries the calls. */
export function createApi({ emit, shell, log = () => {} }: ApiOptions): MainApi {
  keepStoreThreadReady()
  const settings = openSettings()
  const projects = openProjectList(settings)
  const session = createSession({ onNote: (sentence) => emit('project.note', { sentence }), onLog: log })
  const imports = importHandlers(session, settings, emit)
  // Behind the imports: when a project is closed, a task may be waiting for one that ends first.
  const tasks = createTasks(session, emit)
  const project = projectHandlers(session, projects, emit)
  const handlers: Handlers = {
    ...appHandlers(shell, projects),
    ...project,
    ...editHandlers(session),
    ...imports.handlers,
    ...bounceHandlers(session),
    ...renderHandlers(session),
    ...albumHandlers(session),
    ...mediaHandlers({ session, settings, shell, tasks, emit, betweenImports: imports.between }),
    ...songImportHandlers({ session, settings, tasks, emit, betweenImports: imports.between }),
    ...freezeHandlers(session, emit),
    ...coverHandlers(session, emit),
    ...templateHandlers(settings),
    ...presetHandlers(settings),
    ...stripPresetHandlers(settings),
    ...rackPresetHandlers(settings),
    ...dialogHandlers(shell),
    // A page asks for it when it starts: what another page was uploading has lost its sender.
    async 'project.current'(input, bytes) {
      await imports.abandonUploads()
      return project['project.current'](input, bytes)
    },
  }
  return { handlers: withTypedErrors(handlers), currentProject: () => session.store, close: () => session.leave() }
}

/** The pool's and the writers' errors become the contract's. */
function withTypedErrors(handlers: Handlers): Handlers {
  const wrapped = Object.entries(handlers).map(([name, handler]) => {
    const call = handler as (input: unknown, bytes: Uint8Array) => Promise<unknown>
    const typed = async (input: unknown, bytes: Uint8Array) => {
      try {
        return await call(input, bytes)
      } catch (error) {
        throw toApiError(error)
      }
    }
    return [name, typed]
  })
  return Object.fromEntries(wrapped) as Handlers
}
