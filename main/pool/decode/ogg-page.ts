import { chunkId, viewOf } from '../../../shared/formats/byte-source.ts'
import type { FileBytes } from './file-bytes.ts'

export interface LastOggPage {
  /** Frames from the stream's zero to the end of this page, by the codec's own count. */
  granule: number
  /** Whether the stream was properly ended. */
  endsStream: boolean
}

/** The last whole page of an Ogg file (RFC 3533) that says where it ends, or null where none is left. */
export async function lastOggPage(file: FileBytes): Promise<LastOggPage | null> {
  const length = Math.min(file.size, 131_072)
  const tail = await file.read(file.size - length, length)
  const view = viewOf(tail)
  for (let at = tail.length - 27; at >= 0; at--) {
    if (tail[at] !== 0x4f || chunkId(view, at) !== 'OggS') continue
    const segments = tail.subarray(at + 27, at + 27 + tail[at + 26]!)
    const end = at + 27 + segments.length + segments.reduce((sum, length) => sum + length, 0)
    if (end > tail.length) continue
    const granule = view.getBigInt64(at + 6, true)
    if (granule >= 0n) return { granule: Number(granule), endsStream: (tail[at + 5]! & 4) !== 0 }
  }
  return null
}

/** The first packet of the first page, of which the decoders' headers need no more than 512 bytes. */
export async function firstOggPacket(file: FileBytes): Promise<Uint8Array> {
  const head = await file.read(0, 512)
  return head.subarray(Math.min(head.length, 27 + (head[26] ?? 0)))
}

/** What to say of a stream whose last page does not end it. */
export function unendedNote(fileName: string, last: LastOggPage | null): string[] {
  return last?.endsStream ? [] : [`“${fileName}” is cut off: its stream has no end; what is there was read.`]
}
