import { ApiError } from '../../shared/contract/errors.ts'
import type { Emit } from '../../shared/contract/handlers.ts'
import type { Id } from '../../shared/model/document.ts'
import type { WorkerOptions } from '../pool/workers.ts'
import type { Session } from './session.ts'

/** Long work in the open project, which ends when the project is closed. */
export interface Tasks {
  /** Runs work that tells its progress under the caller's id and can be cancelled by it. Throws ApiError `exists`. */
  run<T>(taskId: Id, label: string, work: (options: WorkerOptions) => Promise<T>): Promise<T>
  /** Runs work that nobody waits to see the progress of. */
  whileOpen<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Resolves when the task has ended, also where there is none. */
  cancel(taskId: Id): Promise<void>
}

export function createTasks(session: Session, emit: Emit): Tasks {
  const tasks = new Map<Id, { controller: AbortController; done: Promise<unknown> }>()
  const running = new Map<AbortController, Promise<unknown>>()

  function follow<T>(work: (signal: AbortSignal) => Promise<T>, controller: AbortController): Promise<T> {
    const done = work(controller.signal).finally(() => running.delete(controller))
    running.set(
      controller,
      done.catch(() => undefined),
    )
    return done
  }

  session.onLeave(async () => {
    const ends = [...running.values()]
    for (const controller of running.keys()) controller.abort()
    await Promise.all(ends)
  })

  return {
    run(taskId, label, work) {
      if (tasks.has(taskId)) throw new ApiError('exists', `The task ${taskId} is running already.`, 'Use a new id.')
      const controller = new AbortController()
      const onProgress = (fraction: number) => emit('task.progress', { taskId, label, fraction: Math.min(1, fraction) })
      const done = follow((signal) => work({ signal, onProgress }), controller).finally(() => tasks.delete(taskId))
      tasks.set(taskId, { controller, done: done.catch(() => undefined) })
      return done
    },
    whileOpen: (work) => follow(work, new AbortController()),
    async cancel(taskId) {
      const task = tasks.get(taskId)
      task?.controller.abort()
      await task?.done
    },
  }
}
