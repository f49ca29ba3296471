import { open } from 'node:fs/promises'
import type { ByteSpan } from './byte-range.ts'

/** Bytes of a file. */
export interface FileSpan extends ByteSpan {
  path: string
}

/** A second of stereo sound at 48 kHz and more in one piece: each costs the threads that carry it a turn. */
export const PIECE_BYTES = 512 * 1024

/**
 * Reads stretches of files one after the other, in pieces of at most PIECE_BYTES; into `buffer`, where one of that size is given, so that a
 * piece is only there until the next is asked for. Throws what the file system says, and for a file that ends before.
 */
export async function* readSpans(spans: readonly FileSpan[], buffer?: Buffer): AsyncGenerator<Uint8Array> {
  for (const { path, start, end } of spans) {
    if (start === end) continue
    const file = await open(path)
    try {
      for (let at = start; at < end; ) {
        const length = Math.min(PIECE_BYTES, end - at)
        const piece = buffer ?? Buffer.allocUnsafeSlow(length)
        const { bytesRead } = await file.read(piece, 0, length, at)
        if (bytesRead === 0) throw new Error(`${path} ended while it was served.`)
        yield piece.subarray(0, bytesRead)
        at += bytesRead
      }
    } finally {
      await file.close()
    }
  }
}
