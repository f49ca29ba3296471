import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, connect, type Transport } from '../../../shared/contract/connection.ts'
import { ApiError } from '../../../shared/contract/errors.ts'
import type { Emit, Handlers } from '../../../shared/contract/handlers.ts'

/** One open line between a page and main. */
export interface Line {
  transport: Transport
  emit: Emit
  close(): Promise<void>
}

const fourMiB = 4 * 1024 * 1024

function sum(bytes: Uint8Array): number {
  let total = 0
  for (let index = 0; index < bytes.length; index++) total = (Math.imul(total, 31) + (bytes[index] ?? 0)) | 0
  return total
}

function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let index = 0, state = 1; index < length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    bytes[index] = state >>> 24
  }
  return bytes
}

async function failure(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ApiError)
  return error as ApiError
}

/** What main got, and how its answers to chunks are held back. */
interface Desk {
  chunks: Uint8Array[]
  atWork: number
  mostAtWork: number
  hold: Promise<void> | null
  faults: unknown[]
}

/** Handlers for a few calls of the contract; the others are not reached by these tests. */
function handlersOf(desk: Desk): Handlers {
  const handlers: Partial<Handlers> = {
    'app.info': () =>
      Promise.resolve({ version: '1.2.3', shell: 'loopback', projectsFolder: '/music', nativeDialogs: false }),
    'project.open': ({ path }) =>
      Promise.reject(new ApiError('not-found', `There is no project at ${path}.`, 'Choose another folder.')),
    'project.close': () => Promise.reject(new TypeError('cannot read frames of undefined')),
    'bounce.chunk': async (_input, bytes) => {
      desk.mostAtWork = Math.max(desk.mostAtWork, ++desk.atWork)
      await desk.hold
      desk.atWork--
      desk.chunks.push(bytes)
      return {}
    },
  }
  return handlers as Handlers
}

/** The facts that hold for every shell's line, whatever carries it. */
export function roundTrip(shell: string, open: (handlers: Handlers, report: (e: unknown) => void) => Promise<Line>) {
  describe(`the line between page and main over ${shell}`, () => {
    const desk: Desk = { chunks: [], atWork: 0, mostAtWork: 0, hold: null, faults: [] }
    let line: Line
    let api: Api
    beforeAll(async () => {
      line = await open(handlersOf(desk), (error) => desk.faults.push(error))
      api = connect(line.transport)
    })
    afterAll(() => line.close())

    test('a call brings back what main answered', async () => {
      expect(await api.call('app.info', {})).toEqual({
        version: '1.2.3',
        shell: 'loopback',
        projectsFolder: '/music',
        nativeDialogs: false,
      })
    })

    test('calls made together get each their own answer', async () => {
      const paths = Array.from({ length: 50 }, (_, index) => `/music/${index}`)
      const errors = await Promise.all(paths.map((path) => failure(api.call('project.open', { path }))))
      expect(errors.map((error) => error.message)).toEqual(paths.map((path) => `There is no project at ${path}.`))
    })

    test('an error arrives with its code, its sentence and what to do', async () => {
      const error = await failure(api.call('project.open', { path: '/music/gone' }))
      expect(error.toValue()).toEqual({
        code: 'not-found',
        message: 'There is no project at /music/gone.',
        remedy: 'Choose another folder.',
      })
    })

    test('a fault of the program arrives as an error too, and is reported', async () => {
      desk.faults = []
      const error = await failure(api.call('project.close', {}))
      expect(error.code).toBe('internal')
      expect(desk.faults).toHaveLength(1)
    })

    test('a call with wrong fields is refused by main itself', async () => {
      for (const input of [{ path: 7 }, {}, null, 'text', undefined, { path: '/a', more: 1 }]) {
        const answer = await line.transport.send('project.open', input)
        expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } })
      }
    })

    test('a call that does not exist is refused, whatever its name', async () => {
      for (const name of ['project.burn', '', 'constructor', '__proto__', 'toString']) {
        const answer = await line.transport.send(name, {})
        expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } })
      }
    })

    test('4 MiB of sound arrive unchanged, in a buffer of their own', async () => {
      const sent = noise(fourMiB)
      desk.chunks = []
      await api.call('bounce.chunk', { bounceId: 'b1' }, sent)
      const [received] = desk.chunks
      expect(received?.length).toBe(fourMiB)
      expect(sum(received ?? new Uint8Array())).toBe(sum(sent))
      expect(new Float32Array(received?.buffer ?? new ArrayBuffer(0)).length).toBe(fourMiB / 4)
    })

    test('a piece of a larger buffer arrives without the rest of it', async () => {
      const whole = noise(1000)
      desk.chunks = []
      await api.call('bounce.chunk', { bounceId: 'b1' }, whole.subarray(101, 301))
      expect(desk.chunks[0]).toEqual(whole.slice(101, 301))
      expect(desk.chunks[0]?.buffer.byteLength).toBe(200)
    })

    test('more than 4 MiB in one call are refused in a sentence, and the line holds', async () => {
      const error = await failure(api.call('bounce.chunk', { bounceId: 'b1' }, new Uint8Array(fourMiB + 1)))
      expect(error.code).toBe('bad-request')
      expect(await api.call('app.info', {})).toMatchObject({ version: '1.2.3' })
    })

    test('bytes with a call that takes none are refused', async () => {
      const answer = await line.transport.send('app.info', {}, new Uint8Array(4))
      expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    })

    test('a slow disk holds the sender back, and the chunks keep their order', async () => {
      const release = Promise.withResolvers<void>()
      desk.hold = release.promise
      desk.chunks = []
      desk.mostAtWork = 0
      const calls = Array.from({ length: 20 }, (_, index) =>
        api.call('bounce.chunk', { bounceId: 'b1' }, new Uint8Array([index])),
      )
      // A call behind the chunks is not held: what is refused is bytes, not attention.
      await api.call('app.info', {})
      expect(desk.atWork).toBe(2)
      release.resolve()
      await Promise.all(calls)
      desk.hold = null
      expect(desk.mostAtWork).toBe(2)
      expect(desk.chunks.map(([index]) => index)).toEqual(Array.from({ length: 20 }, (_, index) => index))
    })

    test('an event reaches the page, until it no longer listens', async () => {
      const heard: number[] = []
      const first = Promise.withResolvers<void>()
      const end = api.on('task.progress', ({ fraction }) => {
        heard.push(fraction)
        first.resolve()
      })
      line.emit('task.progress', { taskId: 't1', label: 'Mixing', fraction: 0.25 })
      await first.promise
      end()
      line.emit('task.progress', { taskId: 't1', label: 'Mixing', fraction: 0.5 })
      await api.call('app.info', {})
      expect(heard).toEqual([0.25])
    })
  })
}
