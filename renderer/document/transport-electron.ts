import type { Bridge } from '../../shared/contract/bridge.ts'
import type { Transport } from '../../shared/contract/connection.ts'
import { createGate } from './transport-gate.ts'

/** The line to main through Electron's preload. It lasts as long as the page. */
export function electronTransport(bridge: Pick<Bridge, 'send' | 'onEvent'>): Transport {
  const gate = createGate()
  return {
    send: (name, input, bytes) => (bytes ? gate(() => bridge.send(name, input, bytes)) : bridge.send(name, input)),
    onEvent: (listener) => bridge.onEvent(listener),
    onClose() {},
  }
}
