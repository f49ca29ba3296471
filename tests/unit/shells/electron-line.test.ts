import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { answerIpc, emitThrough, type MainIpc } from '../../../main/shell/call-channel.ts'
import type { SenderFrame } from '../../../main/shell/policy.ts'
import { createBridge, type RendererIpc } from '../../../preload/bridge.ts'
import { electronTransport } from '../../../renderer/document/transport-electron.ts'
import { type BridgeCall, callChannel } from '../../../shared/contract/bridge.ts'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import { type Line, roundTrip } from './round-trip.ts'

const page: SenderFrame = { url: 'app://mixwright/', parent: null }

/** Electron's two ends of IPC in one process: every message is cloned on its way, and an answer comes later. */
function ipcPair(sender: SenderFrame | null) {
  const listeners = new Map<string, Parameters<MainIpc['handle']>[1]>()
  const wire = new EventEmitter()
  const main: MainIpc = { handle: (channel, listener) => void listeners.set(channel, listener) }
  const renderer: RendererIpc = {
    async invoke(channel, message) {
      const cloned = structuredClone(message)
      await Promise.resolve()
      const listener = listeners.get(channel)
      if (!listener) throw new Error(`No handler for ${channel}`)
      return structuredClone(await listener({ senderFrame: sender }, cloned))
    },
    on: (channel, listener) => wire.on(channel, listener),
    removeListener: (channel, listener) => wire.removeListener(channel, listener),
  }
  const contents = {
    send: (channel: string, message: unknown) => void wire.emit(channel, {}, structuredClone(message)),
    isDestroyed: () => false,
  }
  return { main, renderer, contents }
}

function openLine(handlers: Handlers, report: (error: unknown) => void, sender: SenderFrame | null = page): Line {
  const { main, renderer, contents } = ipcPair(sender)
  answerIpc(main, handlers, report)
  const bridge = createBridge(renderer, () => '/music/kick.wav')
  return {
    transport: electronTransport(bridge),
    emit: emitThrough(() => contents),
    close: () => Promise.resolve(),
  }
}

roundTrip('the IPC of Electron', (handlers, report) => Promise.resolve(openLine(handlers, report)))

describe('whom main answers in Electron', () => {
  const never = {} as Handlers
  const foreign: (SenderFrame | null)[] = [
    null,
    { url: 'https://example.com/', parent: null },
    { url: 'app://elsewhere/', parent: null },
    { url: 'app://mixwright.example.com/', parent: null },
    { url: 'app://mixwright/', parent: page },
    { url: 'file:///etc/passwd', parent: null },
    { url: '', parent: null },
  ]
  test.each(foreign)('a call from the frame %j is refused and reported', async (sender) => {
    const faults: unknown[] = []
    const line = openLine(never, (error) => faults.push(error), sender)
    await expect(line.transport.send('app.info', {})).rejects.toThrow('Only the page of Mixwright')
    expect(faults).toHaveLength(1)
  })

  test('a message that is no call is answered by an error', async () => {
    const { main, renderer } = ipcPair(page)
    answerIpc(main, never, () => {})
    for (const message of [null, undefined, 7, 'text', {}, { name: 3 }]) {
      const answer = await renderer.invoke(callChannel, message as never)
      expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    }
  })

  test('only the bytes of a call cross to main, never the rest of their buffer', async () => {
    const sent: BridgeCall[] = []
    const ipc: RendererIpc = {
      invoke: async (_channel, call) => {
        sent.push(call)
        return { ok: true, output: {} }
      },
      on() {},
      removeListener() {},
    }
    const bridge = createBridge(ipc, () => '')
    await bridge.send('import.chunk', {}, new Uint8Array(1000).subarray(10, 30))
    await bridge.send('import.chunk', {}, new Uint8Array(new SharedArrayBuffer(40)))
    expect(sent.map(({ bytes }) => bytes?.buffer.byteLength)).toEqual([20, 40])
    expect(sent[1]?.bytes?.buffer).toBeInstanceOf(ArrayBuffer)
  })

  test('an event for a page that is gone goes nowhere', () => {
    const gone = { send: () => expect.unreachable(), isDestroyed: () => true }
    emitThrough(() => gone)('task.progress', { taskId: 't', label: 'Mixing', fraction: 1 })
    emitThrough(() => null)('task.progress', { taskId: 't', label: 'Mixing', fraction: 1 })
  })

  test('a dropped file has its path for the page', () => {
    const bridge = createBridge(ipcPair(page).renderer, (file) => `/music/${file.name}`)
    expect(bridge.pathForFile(new File([], 'kick.wav'))).toBe('/music/kick.wav')
  })
})
