import { join } from 'node:path'
import { afterEach } from 'vitest'
import { createApi, type MainApi } from '../../../main/api/api.ts'
import type { ShellHooks } from '../../../main/api/dialog.ts'
import type { EventName, EventPayload, OpenedProject } from '../../../shared/contract/api.ts'
import { type Api, connect } from '../../../shared/contract/connection.ts'
import { answer } from '../../../shared/contract/handlers.ts'
import { temporaryFolders } from '../store/temporary-folder.ts'

export interface TestApi {
  /** The API as a page sees it, with the contract's checks on both sides. */
  api: Api
  main: MainApi
  /** Holds the projects. */
  folder: string
  /** Every event so far. */
  heard: { name: EventName; payload: unknown }[]
  /** The next event of that name for which `when` holds, or the first one already heard. */
  event<N extends EventName>(name: N, when?: (payload: EventPayload<N>) => boolean): Promise<EventPayload<N>>
  create(): Promise<OpenedProject>
}

/** Makes APIs on folders of their own, closed when the test is over. */
export function testApis(): (shell?: Partial<ShellHooks>) => TestApi {
  const newFolder = temporaryFolders()
  const opened: MainApi[] = []
  afterEach(async () => {
    for (const main of opened.splice(0)) await main.close()
  })
  return (shell = {}) => {
    const folder = newFolder()
    process.env.MIXWRIGHT_PROJECTS = join(folder, 'projects')
    process.env.MIXWRIGHT_CONFIG = join(folder, 'config')
    const heard: TestApi['heard'] = []
    const listeners = new Set<() => void>()
    let tell: (name: string, payload: unknown) => void = () => {}
    const main = createApi({
      emit: (name, payload) => {
        heard.push({ name, payload })
        tell(name, payload)
        for (const listener of listeners) listener()
      },
      shell: { kind: 'loopback', ...shell },
    })
    opened.push(main)
    const api = connect({
      send: (name, input, bytes = new Uint8Array()) =>
        answer(main.handlers, name, input, bytes, (error) => {
          throw error
        }),
      onEvent: (listener) => {
        tell = listener
        return () => {}
      },
      onClose: () => {},
    })
    return {
      api,
      main,
      folder,
      heard,
      event: (name, when = () => true) =>
        new Promise((resolve) => {
          const look = () => {
            const found = heard.find((each) => each.name === name && when(each.payload as never))
            if (!found) return
            listeners.delete(look)
            resolve(found.payload as never)
          }
          listeners.add(look)
          look()
        }),
      create: () => api.call('project.create', { name: 'Test', sampleRate: 48000 }),
    }
  }
}
