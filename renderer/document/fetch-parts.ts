import { type PoolPart, poolPartsPath } from '../../shared/contract/pool-parts.ts'

/**
 * Fetches parts of pool files into memory of their lengths, and resolves with the number of bytes that came. Rejects when any is not to be
 * had; of one alone it may bring fewer.
 */
export type FetchParts = (parts: readonly PoolPart[], into: readonly Uint8Array[]) => Promise<number>

const READ_BYTES = 512 * 1024

/** Where answers are read into. New memory for each would cost as much as all else that a fetch does: it is mapped page by page. */
const idle: ArrayBuffer[] = []

/** Fetches from the shell, for `timeoutMs` at most. The browser's cache is passed by, as fetchPoolRange says. */
export function partsFetcher(timeoutMs: number): FetchParts {
  return async (parts, into) => {
    const [first, second] = parts
    const signal = AbortSignal.timeout(timeoutMs)
    const response =
      first && !second
        ? await fetch(`/pool/${first.poolHash}`, {
            headers: { Range: `bytes=${first.offset}-${first.offset + first.length - 1}` },
            cache: 'no-store',
            signal,
          })
        : await fetch(poolPartsPath(parts), { cache: 'no-store', signal })
    if (!response.body || response.status !== (second ? 200 : 206)) throw new Error('The pool does not hold the file.')
    return readInto(response.body, into)
  }
}

/** Reads a stream into pieces of memory one after the other and resolves with the number of bytes; what is beyond them is left. */
async function readInto(stream: ReadableStream<Uint8Array>, into: readonly Uint8Array[]): Promise<number> {
  const reader = stream.getReader({ mode: 'byob' })
  let buffer = idle.pop() ?? new ArrayBuffer(READ_BYTES)
  let bytes = 0
  let piece = 0
  let at = 0
  for (;;) {
    const { value, done } = await reader.read(new Uint8Array(buffer))
    if (value) buffer = value.buffer
    if (done || !value) break
    for (let from = 0; from < value.length && piece < into.length; ) {
      const target = into[piece]!
      const count = Math.min(target.length - at, value.length - from)
      target.set(value.subarray(from, from + count), at)
      from += count
      at += count
      bytes += count
      if (at < target.length) continue
      piece++
      at = 0
    }
  }
  idle.push(buffer)
  return bytes
}
