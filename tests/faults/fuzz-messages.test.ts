import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { createApi, type MainApi } from '../../main/api/api.ts'
import { createStore, openStore } from '../../main/store/open-store.ts'
import { apiErrorSchema } from '../../shared/contract/errors.ts'
import { answer } from '../../shared/contract/handlers.ts'
import { checkDocument } from '../../shared/model/check-document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { anyEdit, furnishing } from '../unit/model/random-edits.ts'
import { temporaryFolders } from '../unit/store/temporary-folder.ts'
import { digestOf } from './digest.ts'
import { wrongMessage } from './mutate.ts'
import { below, seededRandom } from './random.ts'

const newFolder = temporaryFolders()
const seed = Number(process.env.MIXWRIGHT_SEED ?? 20261125)
const apis: MainApi[] = []
afterEach(async () => {
  for (const api of apis.splice(0)) await api.close()
})

/** A project behind the API, and a way to call it as a page does; `faults` gathers what is the program's own fault. */
async function openedProject() {
  const folder = newFolder()
  process.env.MIXWRIGHT_PROJECTS = join(folder, 'projects')
  process.env.MIXWRIGHT_CONFIG = join(folder, 'config')
  const path = join(folder, 'Test.mixwright')
  createStore({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: furnishing }).close()
  const api = createApi({ emit: () => {}, shell: { kind: 'loopback' } })
  apis.push(api)
  const faults: string[] = []
  /** Whether the call succeeded. */
  const call = async (name: string, input: unknown, bytes = new Uint8Array()): Promise<boolean> => {
    const answered = await answer(api.handlers, name, input, bytes, (error) =>
      faults.push(`${name} ${JSON.stringify(input)?.slice(0, 500)}: ${error instanceof Error ? error.stack : error}`),
    )
    if (answered.ok) return true
    if (!apiErrorSchema.safeParse(answered.error).success || answered.error.remedy === '')
      faults.push(`${name} was refused without a sentence: ${JSON.stringify(answered.error)}`)
    return false
  }
  expect(await call('project.open', { path })).toBe(true)
  return { path, folder, api, call, faults }
}

describe('whatever a page sends', () => {
  test(`a wrong edit is refused with a sentence or is a right one, and the document stays sound (seed ${seed})`, async () => {
    const { path, api, call, faults } = await openedProject()
    const random = seededRandom(seed)
    const edits = fc.sample(anyEdit, { numRuns: 5000, seed }) as Edit[]
    let accepted = 0
    for (const edit of edits) {
      if (await call('edit.apply', { edit: wrongMessage(edit, random) })) accepted++
      // What was let in is taken back now and then, so that undo meets it too.
      if (random() < 0.02) await call('edit.undo', {})
    }
    expect(faults).toEqual([])
    expect(accepted).toBeGreaterThan(10)
    const { document } = api.currentProject()!
    expect(checkDocument(document)).toEqual([])
    await api.close()
    const store = openStore(path, false)
    expect(digestOf(store.document)).toBe(digestOf(document))
    expect(store.notes).toEqual([])
    store.close()
  }, 300_000)

  test(`a wrong call is refused with a sentence or does no harm (seed ${seed})`, async () => {
    const { path, folder, api, call, faults } = await openedProject()
    const random = seededRandom(seed)
    const render = join(folder, 'render.wav')
    const file = { ref: 'a', name: 'A.wav', source: { path: join(folder, 'none.wav') } }
    /** Calls that start threads: they come less often. */
    const dear = ['project.create', 'project.open', 'import.begin', 'bounce.finish', 'song.list', 'song.import']
    const messages: [string, unknown][] = [
      ['app.info', {}],
      ['project.list', {}],
      ['project.create', { name: 'Wrong', folder, sampleRate: 48000 }],
      ['project.open', { path, readOnly: false }],
      ['project.current', {}],
      ['edit.undo', {}],
      ['edit.redo', {}],
      ['edit.history', {}],
      [
        'import.begin',
        { jobId: 'j', songId: 's1', atFrame: 0, files: [{ ...file, place: { kind: 'track', trackId: 't1' } }] },
      ],
      [
        'import.begin',
        {
          jobId: 'r',
          songId: 's1',
          atFrame: 0,
          align: 'earliest',
          files: [{ ...file, place: { kind: 'replace', assetId: 'a1', scope: { kind: 'song', songId: 's1' } } }],
        },
      ],
      ['song.list', { path }],
      ['song.import', { taskId: 't', path, songId: 's1' }],
      ['song.cancelImport', { taskId: 't' }],
      ['import.begin', { jobId: 'k', songId: 's1', atFrame: 0, files: [{ ...file, source: { uploadBytes: 8 } }] }],
      ['import.chunk', { jobId: 'k', ref: 'a' }],
      ['import.cancel', { jobId: 'k' }],
      ['bounce.begin', { bounceId: 'b', songId: 's1', stage: 'mix', depth: '24', path: render }],
      ['bounce.chunk', { bounceId: 'b' }],
      ['bounce.finish', { bounceId: 'b' }],
      ['bounce.cancel', { bounceId: 'b' }],
      ['dialog.openProject', {}],
      ['dialog.saveAudio', { suggestedPath: render }],
      ['shell.showInFolder', { path }],
      ['no.such.call', {}],
      ['__proto__', {}],
    ]
    for (let count = 0; count < 1500; count++) {
      const [name, input] = messages[below(random, messages.length)]!
      if (dear.includes(name) && random() < 0.8) continue
      const bytes = Uint8Array.from({ length: below(random, 40) }, () => below(random, 256))
      await call(name, random() < 0.2 ? input : wrongMessage(input, random), bytes)
    }
    expect(faults).toEqual([])
    expect(await call('project.open', { path })).toBe(true)
    expect(checkDocument(api.currentProject()!.document)).toEqual([])
    expect(await call('edit.apply', { edit: { type: 'updateTrack', trackId: 't1', set: { faderDb: -3 } } })).toBe(true)
  }, 300_000)
})
