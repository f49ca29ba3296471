import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenedProject } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import { removeRenderLeftovers } from '../deliver/render-writer.ts'
import { removeImportLeftovers } from '../pool/pool.ts'
import { incomingFolder, rendersFolder } from '../store/project-folder.ts'
import type { ProjectStore, StoreListeners } from '../store/project-store.ts'

/** The one project that is open, and the work going on in it. */
export interface Session {
  readonly store: ProjectStore | null
  /** Who hears what the open project says unasked. */
  readonly listeners: StoreListeners
  /** The open project. Throws ApiError `no-project`. */
  require(): ProjectStore
  /** The open project for a change. Throws ApiError `no-project`, `read-only`. */
  requireWritable(): ProjectStore
  /** Opens a project and closes the one before it, which stays open when the opening fails. */
  enter(open: () => Promise<ProjectStore>): Promise<OpenedProject>
  /** Ends all work in the open project, then closes it. */
  leave(): Promise<void>
  describe(): OpenedProject | null
  /** Is asked to end its work whenever a project is closed. */
  onLeave(end: () => Promise<void>): void
}

export function createSession(listeners: StoreListeners): Session {
  let open: { store: ProjectStore; notes: string[] } | null = null
  const endings: (() => Promise<void>)[] = []
  let turn: Promise<unknown> = Promise.resolve()

  /** Openings and closings follow one another. */
  function next<T>(step: () => Promise<T>): Promise<T> {
    const result = turn.then(step)
    turn = result.catch(() => undefined)
    return result
  }

  async function closeNow(): Promise<void> {
    if (!open) return
    for (const end of endings) await end()
    const { store } = open
    open = null
    await store.close()
  }

  function describe(): OpenedProject | null {
    if (!open) return null
    const { path, readOnly, unwritable, document, seq, history } = open.store
    return { path, readOnly, unwritable, document, seq, history, notes: open.notes }
  }

  function require(): ProjectStore {
    if (open) return open.store
    throw new ApiError('no-project', 'No project is open.', 'Open or make one first.')
  }

  return {
    listeners,
    get store() {
      return open?.store ?? null
    },
    require,
    requireWritable() {
      const store = require()
      if (!store.readOnly) return store
      const remedy = store.unwritable
        ? 'Copy it under Media to a folder you may write to.'
        : 'Close it elsewhere and open it again.'
      throw new ApiError('read-only', 'This project is open read-only.', remedy)
    },
    enter: (openStore) =>
      next(async () => {
        const store = await openStore()
        try {
          if (!store.readOnly) await tidy(store.path)
          await closeNow()
        } catch (error) {
          await store.close()
          throw error
        }
        open = { store, notes: [...store.notes] }
        return describe()!
      }),
    leave: () => next(closeNow),
    describe,
    onLeave: (end) => endings.push(end),
  }
}

/** Removes what work that was killed left behind. */
async function tidy(projectFolder: string): Promise<void> {
  await removeImportLeftovers(projectFolder)
  await rm(join(projectFolder, incomingFolder), { recursive: true, force: true })
  await removeRenderLeftovers(join(projectFolder, rendersFolder))
}
