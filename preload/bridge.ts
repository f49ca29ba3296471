import { type Bridge, type BridgeCall, type BridgeEvent, callChannel, eventChannel } from '../shared/contract/bridge.ts'
import type { Answer } from '../shared/contract/connection.ts'

/** The part of Electron's ipcRenderer the bridge stands on. */
export interface RendererIpc {
  invoke(channel: string, message: BridgeCall): Promise<Answer>
  on(channel: string, listener: (event: unknown, message: BridgeEvent) => void): unknown
  removeListener(channel: string, listener: (event: unknown, message: BridgeEvent) => void): unknown
}

/** Makes what the page sees of main. */
export function createBridge(ipc: RendererIpc, pathForFile: (file: File) => string): Bridge {
  return {
    send: (name, input, bytes) => ipc.invoke(callChannel, { name, input, bytes: bytes ? ownBuffer(bytes) : null }),
    onEvent(listener) {
      const heard = (_event: unknown, { event, payload }: BridgeEvent) => listener(event, payload)
      ipc.on(eventChannel, heard)
      return () => void ipc.removeListener(eventChannel, heard)
    },
    pathForFile: (file) => pathForFile(file as File),
  }
}

/** A structured clone carries a view's whole buffer, and none that is shared between threads. */
function ownBuffer(bytes: Uint8Array): Uint8Array {
  const whole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
  return whole ? bytes : new Uint8Array(bytes)
}
