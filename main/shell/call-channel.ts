import { type BridgeCall, type BridgeEvent, callChannel, eventChannel } from '../../shared/contract/bridge.ts'
import type { Answer } from '../../shared/contract/connection.ts'
import type { Emit, Handlers } from '../../shared/contract/handlers.ts'
import { answerCall } from '../serve/answer-call.ts'
import { isTrustedSender, type SenderFrame } from './policy.ts'

/** The part of Electron's ipcMain the calls come through. */
export interface MainIpc {
  handle(
    channel: string,
    listener: (event: { senderFrame: SenderFrame | null }, message: unknown) => Promise<Answer>,
  ): void
}

/** The part of Electron's WebContents that events leave through. */
export interface EventSink {
  send(channel: string, message: BridgeEvent): void
  isDestroyed(): boolean
}

const none = new Uint8Array(0)

/** Answers the page's calls. Rejects those of any frame that is not the program's own page. */
export function answerIpc(ipc: MainIpc, handlers: Handlers, report: (error: unknown) => void): void {
  ipc.handle(callChannel, async ({ senderFrame }, message) => {
    if (!isTrustedSender(senderFrame)) {
      report(new Error(`A call came from ${senderFrame?.url ?? 'a frame that is gone'} and was refused.`))
      throw new Error('Only the page of Mixwright itself may call.')
    }
    const { name, input, bytes } = (message ?? {}) as Partial<BridgeCall>
    return answerCall(handlers, name, input, bytes instanceof Uint8Array ? bytes : none, report)
  })
}

/** Sends events to a window's page, where it is still there. */
export function emitThrough(sink: () => EventSink | null): Emit {
  return (event, payload) => {
    const page = sink()
    if (page && !page.isDestroyed()) page.send(eventChannel, { event, payload })
  }
}
