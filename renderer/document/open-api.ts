import { config } from 'zod'
import type { Bridge } from '../../shared/contract/bridge.ts'
import { type Api, connect, type Transport } from '../../shared/contract/connection.ts'
import { electronTransport } from './transport-electron.ts'
import { loopbackTransport } from './transport-loopback.ts'

declare global {
  interface Window {
    /** Only in Electron. */
    readonly mixwright?: Bridge
  }
}

// The content policy refuses code made from text, which zod would otherwise try.
config({ jitless: true })

/** The line of the shell this page runs in. */
function openTransport(): Promise<Transport> {
  if (window.mixwright) return Promise.resolve(electronTransport(window.mixwright))
  const address = new URL('/api', window.location.href)
  address.protocol = 'ws:'
  return loopbackTransport(new WebSocket(address))
}

/**
 * Connects the page to main. `onClose` is called once when the line is lost for good. Rejects when there is no line at all,
 * as when the program has ended.
 */
export async function openApi(onClose: () => void = () => {}): Promise<Api> {
  const transport = await openTransport()
  transport.onClose(onClose)
  return connect(transport)
}

/** Where a dropped or chosen file lies, where the shell knows; null in a browser, which must upload it. */
export function pathForFile(file: File): string | null {
  return window.mixwright?.pathForFile(file) || null
}
