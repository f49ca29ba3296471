/**
 * How a message with bytes lies in one binary frame: the header's length as a little-endian u32, the header as UTF-8
 * JSON, then the bytes. Used where the transport is a byte stream of messages, as the WebSocket is.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare class TextDecoder {
  decode(bytes: Uint8Array): string
}

/** Packs a JSON-able header and bytes into one frame. */
export function packFrame(header: unknown, bytes: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header))
  const frame = new Uint8Array(4 + text.length + bytes.length)
  new DataView(frame.buffer).setUint32(0, text.length, true)
  frame.set(text, 4)
  frame.set(bytes, 4 + text.length)
  return frame
}

/** Takes a frame apart. Throws RangeError when its header's length lies, SyntaxError when the header is no JSON. */
export function unpackFrame(frame: Uint8Array): { header: unknown; bytes: Uint8Array } {
  if (frame.length < 4) throw new RangeError('The frame is shorter than its header.')
  const length = new DataView(frame.buffer, frame.byteOffset).getUint32(0, true)
  if (length > frame.length - 4) throw new RangeError('The frame is shorter than its header says.')
  return {
    header: JSON.parse(new TextDecoder().decode(frame.subarray(4, 4 + length))) as unknown,
    bytes: frame.subarray(4 + length),
  }
}
