import { closeSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'

const pieceBytes = 1_048_576

/** CRC-32 of a file's bytes, in eight hexadecimal digits. Throws what the system says. */
export function fileChecksum(path: string): string {
  const handle = openSync(path, 'r')
  try {
    const piece = new Uint8Array(pieceBytes)
    let sum = 0
    for (let read = 1; read > 0; ) {
      read = readSync(handle, piece)
      sum = crc32(piece.subarray(0, read), sum)
    }
    return sum.toString(16).padStart(8, '0')
  } finally {
    closeSync(handle)
  }
}
