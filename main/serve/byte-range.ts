/** Bytes of a file from `start` up to, not including, `end`. */
export interface ByteSpan {
  start: number
  end: number
}

/**
 * What a Range header asks of a file of `size` bytes (RFC 9110, 14.2): the span; null where there is no single byte range
 * to heed and the whole file answers; `unsatisfiable` where it begins past the end.
 */
export function parseRange(header: string | null, size: number): ByteSpan | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  if (first === '') {
    const suffix = Number(last)
    return suffix === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - suffix), end: size }
  }
  const start = Number(first)
  const end = last === '' ? size : Math.min(Number(last) + 1, size)
  if (last !== '' && Number(last) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}
