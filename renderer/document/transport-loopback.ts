import type { Answer, Transport } from '../../shared/contract/connection.ts'
import { packFrame } from '../../shared/contract/wire.ts'
import { createGate } from './transport-gate.ts'

type AnswerMessage = Answer & { id: number }
interface EventMessage {
  event: string
  payload: unknown
}

interface Pending {
  resolve(answer: Answer): void
  reject(error: Error): void
}

/** The line to main over a WebSocket that is open or opening. Rejects when it cannot be opened. */
export async function loopbackTransport(socket: WebSocket): Promise<Transport> {
  await opened(socket)
  const gate = createGate()
  const pending = new Map<number, Pending>()
  const eventListeners = new Set<(name: string, payload: unknown) => void>()
  const closeListeners = new Set<() => void>()
  let lastId = 0

  socket.addEventListener('message', (message) => {
    const data = JSON.parse(String(message.data)) as AnswerMessage | EventMessage
    if ('event' in data) {
      for (const listener of eventListeners) listener(data.event, data.payload)
      return
    }
    const { id, ...answer } = data
    pending.get(id)?.resolve(answer)
    pending.delete(id)
  })
  socket.addEventListener('close', () => {
    for (const { reject } of pending.values()) reject(new Error('The line to the program was closed.'))
    pending.clear()
    for (const listener of closeListeners) listener()
    closeListeners.clear()
  })

  function transmit(name: string, input: unknown, bytes: Uint8Array | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (socket.readyState !== socket.OPEN) {
        reject(new Error('The line to the program is closed.'))
        return
      }
      const id = ++lastId
      pending.set(id, { resolve, reject })
      const header = { id, name, input }
      socket.send(bytes ? (packFrame(header, bytes) as Uint8Array<ArrayBuffer>) : JSON.stringify(header))
    })
  }

  return {
    send: (name, input, bytes) => (bytes ? gate(() => transmit(name, input, bytes)) : transmit(name, input, undefined)),
    onEvent(listener) {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
    onClose(listener) {
      if (socket.readyState === socket.OPEN) closeListeners.add(listener)
      else listener()
    },
  }
}

function opened(socket: WebSocket): Promise<void> {
  if (socket.readyState === socket.OPEN) return Promise.resolve()
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('close', () => reject(new Error('The program does not answer.')), { once: true })
  })
}
