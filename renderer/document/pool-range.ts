/**
 * Bytes of a pool file; null where the pool does not give them, fewer where the file ends. The browser's cache is passed by: it lets one
 * request after the other through for pieces of one file, and would keep what is read on the way once more.
 */
export async function fetchPoolRange(
  address: string,
  { offset, length }: { readonly offset: number; readonly length: number },
  signal?: AbortSignal,
): Promise<ArrayBuffer | null> {
  const response = await fetch(address, {
    headers: { Range: `bytes=${offset}-${offset + length - 1}` },
    cache: 'no-store',
    ...(signal && { signal }),
  })
  return response.status === 206 ? response.arrayBuffer() : null
}
