import type { ServerResponse } from 'node:http'
import { type FileSpan, PIECE_BYTES, readSpans } from '../serve/read-spans.ts'

/** The other side left in the middle of an answer. */
export class GoneAway extends Error {}

/**
 * Buffers that answers are read into, one after the other. While a song plays tens of megabytes a second pass here: new memory for each
 * would have the collector stop this thread, and take every core, every other second.
 */
const idleBuffers: Buffer[] = []

/** Sends stretches of files and ends the answer. Rejects with GoneAway, or with what readSpans throws. */
export async function sendSpans(spans: readonly FileSpan[], response: ServerResponse): Promise<void> {
  const buffer = idleBuffers.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES)
  const gone = new Promise<never>((_, reject) => {
    response.once('close', () => reject(new GoneAway()))
  })
  // It closes when all is sent, too.
  gone.catch(() => undefined)
  for await (const piece of readSpans(spans, buffer)) await Promise.race([sent(piece, response), gone])
  response.end()
  // After a failure the system may still read from it.
  idleBuffers.push(buffer)
}

function sent(piece: Uint8Array, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(piece, (error) => (error ? reject(new GoneAway()) : resolve()))
  })
}
