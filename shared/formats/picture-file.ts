/** What a picture's file says of it; sizes in pixels. */
export interface PictureFacts {
  format: 'jpeg' | 'png'
  width: number
  height: number
}

/** Reads a JPEG's or PNG's size. Null for anything else, and for a file that breaks off before its picture ends. */
export function readPicture(bytes: Uint8Array): PictureFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const facts = isPng(bytes) ? readPng(view) : readJpeg(view)
  return facts !== null && facts.width > 0 && facts.height > 0 ? facts : null
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

function isPng(bytes: Uint8Array): boolean {
  return pngSignature.every((byte, index) => bytes[index] === byte)
}

/** A PNG is whole when its header is sound, some picture follows, and its chunks lead to the one that ends it. */
function readPng(view: DataView): PictureFacts | null {
  let facts: PictureFacts | null = null
  let hasPicture = false
  for (let at = pngSignature.length; at + 12 <= view.byteLength; ) {
    const length = view.getUint32(at)
    const type = String.fromCharCode(...Array.from({ length: 4 }, (_, index) => view.getUint8(at + 4 + index)))
    if (at + 12 + length > view.byteLength) return null
    if (facts === null) {
      if (type !== 'IHDR' || length !== 13 || crc32(view, at + 4, 17) !== view.getUint32(at + 21)) return null
      facts = { format: 'png', width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    }
    if (type === 'IDAT') hasPicture = true
    if (type === 'IEND') return hasPicture ? facts : null
    at += 12 + length
  }
  return null
}

function crc32(view: DataView, from: number, length: number): number {
  let crc = 0xffffffff
  for (let at = from; at < from + length; at++) {
    crc ^= view.getUint8(at)
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}

/** Frame headers of every coding; the others among C0 … CF hold tables. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** A JPEG is whole when its segments lead to a frame header and a scan, and an end marker stands behind the scan. */
function readJpeg(view: DataView): PictureFacts | null {
  const end = view.byteLength
  if (end < 4 || view.getUint16(0) !== 0xffd8) return null
  let facts: PictureFacts | null = null
  for (let at = 2; at + 4 <= end; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = view.getUint16(at + 2)
    if (length < 2 || at + 2 + length > end) return null
    if (isFrameHeader(marker)) {
      if (length < 8) return null
      facts = { format: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    at += 2 + length
    if (marker === 0xda) return endsBehind(view, at) ? facts : null
  }
  return null
}

function endsBehind(view: DataView, from: number): boolean {
  for (let at = view.byteLength - 2; at >= from; at--) if (view.getUint16(at) === 0xffd9) return true
  return false
}
