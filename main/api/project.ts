import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import type { OpenedProject } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Emit, Handlers } from '../../shared/contract/handlers.ts'
import { newSongEdit } from '../../shared/model/new-song.ts'
import { projectFolderName, withProjectSuffix } from '../store/project-folder.ts'
import { createProject, openProject } from '../store/project-store.ts'
import type { ProjectList } from './project-list.ts'
import type { Session } from './session.ts'

type ProjectCalls =
  | 'project.list'
  | 'project.create'
  | 'project.open'
  | 'project.demo'
  | 'project.current'
  | 'project.close'

export function projectHandlers(session: Session, projects: ProjectList, emit: Emit): Pick<Handlers, ProjectCalls> {
  async function enter(path: string, readOnly: boolean): Promise<OpenedProject> {
    const { store } = session
    if (store?.path === path && (store.readOnly === readOnly || store.unwritable)) return session.describe()!
    // A project cannot be its own second writer: what is open here already is closed first.
    if (store?.path === path) await session.leave()
    const opened = await session.enter(() => openProject(path, { readOnly, ...session.listeners }))
    projects.remember(opened.path)
    return opened
  }

  /** The demo on its way, so that it is made once however often it is asked for. */
  let making: Promise<string> | null = null

  return {
    'project.list': async () => ({ projects: await projects.list() }),
    async 'project.create'({ name, folder, sampleRate }) {
      const parent = folder === undefined ? projects.projectsFolder : absolute(folder)
      if (folder === undefined) await makeFolder(parent)
      else if (!existsSync(parent))
        throw new ApiError('not-found', `There is no folder “${parent}”.`, 'Make it, or choose another.')
      const path = join(parent, projectFolderName(name))
      const firstEdits = [newSongEdit({ songId: randomUUID(), masterId: randomUUID(), title: 'Song 1', order: 0 })]
      const opened = await session.enter(() => createProject({ path, name, sampleRate, firstEdits }, session.listeners))
      projects.remember(opened.path)
      return opened
    },
    async 'project.open'({ path, readOnly = false }) {
      const given = absolute(path)
      return enter(existsSync(given) ? given : withProjectSuffix(given), readOnly)
    },
    async 'project.demo'({ taskId }) {
      await makeFolder(projects.projectsFolder)
      // Nobody needs the demo's instruments until then.
      const { makeDemoProject } = await import('../demo-project.ts')
      making ??= makeDemoProject(projects.projectsFolder, (label, fraction) =>
        emit('task.progress', { taskId, label, fraction: Math.min(1, fraction) }),
      ).finally(() => {
        making = null
      })
      return enter(await making, false)
    },
    'project.current': async () => ({ project: session.describe() }),
    async 'project.close'() {
      await session.leave()
      return {}
    },
  }
}

function absolute(path: string): string {
  if (isAbsolute(path)) return resolve(path)
  throw new ApiError('bad-request', `“${path}” is no absolute path.`, 'Give the whole path, from the root on.')
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ApiError('disk', `The projects folder “${path}” cannot be made (${code}).`, 'Choose another folder.')
  }
}
