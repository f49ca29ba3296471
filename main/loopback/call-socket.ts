import type { WebSocket } from 'ws'
import type { Emit, Handlers } from '../../shared/contract/handlers.ts'
import { unpackFrame } from '../../shared/contract/wire.ts'
import { answerCall } from '../serve/answer-call.ts'

const none = new Uint8Array(0)
/** WebSocket close code: a frame that breaks the protocol. */
const protocolError = 1002

interface CallHeader {
  id: number
  name: unknown
  input: unknown
}

/**
 * Answers the calls that come over a page's WebSocket: text frames `{id, name, input}`, binary frames with that as their
 * header and bytes behind. Each is answered by `{id, ...Answer}`. A frame that is no call ends the line.
 */
export function answerSocket(socket: WebSocket, handlers: Handlers, report: (error: unknown) => void): void {
  socket.on('message', (data: Buffer, isBinary) => {
    let header: CallHeader
    let bytes: Uint8Array = none
    try {
      if (isBinary) {
        const frame = unpackFrame(data)
        bytes = frame.bytes
        header = callHeader(frame.header)
      } else {
        header = callHeader(JSON.parse(data.toString('utf8')))
      }
    } catch (error) {
      socket.close(protocolError, error instanceof Error ? error.message.slice(0, 100) : 'not a call')
      return
    }
    const { id, name, input } = header
    void answerCall(handlers, name, input, bytes, report).then((answer) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ id, ...answer }))
    })
  })
}

/** Sends events to a page. */
export function emitTo(socket: WebSocket, ...[event, payload]: Parameters<Emit>): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ event, payload }))
}

function callHeader(header: unknown): CallHeader {
  if (typeof header !== 'object' || header === null || !('id' in header) || !Number.isSafeInteger(header.id)) {
    throw new TypeError('The frame is no call: it has no id.')
  }
  const { id, name, input } = header as CallHeader
  return { id, name, input }
}
