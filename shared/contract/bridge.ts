/**
 * Electron's line between main and page: the two IPC channels, and what the preload exposes as `window.mixwright`. The page
 * reaches nothing of Electron but this.
 */
import type { Answer } from './connection.ts'

export const callChannel = 'mixwright:call'
export const eventChannel = 'mixwright:event'

/** What goes over the call channel. */
export interface BridgeCall {
  name: string
  input: unknown
  bytes: Uint8Array | null
}

/** What goes over the event channel. */
export interface BridgeEvent {
  event: string
  payload: unknown
}

export interface Bridge {
  send(name: string, input: unknown, bytes?: Uint8Array): Promise<Answer>
  /** Calls back with every event; returns a function that ends it. */
  onEvent(listener: (name: string, payload: unknown) => void): () => void
  /** The path of a file the user dropped or chose; empty for one that was made by a program. */
  pathForFile(file: object): string
}
