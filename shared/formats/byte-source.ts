/** A stretch of a file: both in bytes. */
export interface ByteRange {
  offset: number
  length: number
}

/**
 * A parser of headers that asks for the ranges it needs and is handed their bytes (fewer than asked for at the end of the
 * file), so that the same parser runs over a file handle, a network range request or memory.
 */
export type HeaderParser<T> = Generator<ByteRange, T, Uint8Array>

/** Reads up to `length` bytes at `offset`; fewer only where the file ends. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>

export async function parseWith<T>(parser: HeaderParser<T>, read: ReadBytes): Promise<T> {
  let step = parser.next()
  while (!step.done) step = parser.next(await read(step.value.offset, step.value.length))
  return step.value
}

/** The same over bytes already in memory. */
export function parseBytes<T>(parser: HeaderParser<T>, bytes: Uint8Array): T {
  let step = parser.next()
  while (!step.done) {
    const { offset, length } = step.value
    step = parser.next(bytes.subarray(offset, offset + length))
  }
  return step.value
}

/** The four characters of a chunk's id. */
export function chunkId(view: DataView, offset: number): string {
  return String.fromCharCode(
    view.getUint8(offset),
    view.getUint8(offset + 1),
    view.getUint8(offset + 2),
    view.getUint8(offset + 3),
  )
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
