/** A RIFF or RF64 WAV with a broadcast extension (EBU Tech 3285) in it, before its samples or behind them. */
export function withBext(wav: Uint8Array, timeReference: number, where: 'before' | 'behind' = 'before'): Uint8Array {
  const body = new Uint8Array(602)
  new DataView(body.buffer).setBigUint64(338, BigInt(timeReference), true)
  const chunk = new Uint8Array(8 + body.length)
  chunk.set(new TextEncoder().encode('bext'))
  new DataView(chunk.buffer).setUint32(4, body.length, true)
  chunk.set(body, 8)
  // RF64 keeps its ds64 first.
  const at = where === 'behind' ? wav.length : 12 + 8 + new DataView(wav.buffer, wav.byteOffset).getUint32(16, true)
  const out = new Uint8Array(wav.length + chunk.length)
  out.set(wav.subarray(0, at))
  out.set(chunk, at)
  out.set(wav.subarray(at), at + chunk.length)
  const view = new DataView(out.buffer)
  if (view.getUint32(4, true) !== 0xffffffff) view.setUint32(4, out.length - 8, true)
  return out
}
