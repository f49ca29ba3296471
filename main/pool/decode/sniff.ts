import { findMpegFrame } from './mpeg-frame.ts'

/** Kinds of files that are decoded, by what their bytes say and not their name. */
export type AudioKind = 'wav' | 'aiff' | 'flac' | 'ogg-flac' | 'ogg-vorbis' | 'ogg-opus' | 'mp3' | 'mp4' | 'aac'

export interface Sniffed {
  kind: AudioKind
  /** Bytes before the sound's own first byte: an ID3v2 tag and what clings to it. */
  offset: number
}

/** A kind of sound that is recognised so that it can be refused by name. */
export interface SniffedUnsupported {
  unsupported: string
}

/** Ending of the kept original, by content. */
export const extensionOf: Record<AudioKind, string> = {
  wav: '.wav',
  aiff: '.aiff',
  flac: '.flac',
  'ogg-flac': '.oga',
  'ogg-vorbis': '.ogg',
  'ogg-opus': '.opus',
  mp3: '.mp3',
  mp4: '.m4a',
  aac: '.aac',
}

/** Bytes to show `sniff` from the start of a file. */
export const sniffBytes = 65536

function textAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length))
}

/** Length of an ID3v2 tag at the start, 0 without one. */
export function id3Bytes(head: Uint8Array): number {
  if (head.length < 10 || textAt(head, 0, 3) !== 'ID3') return 0
  const size = (head[6]! << 21) | (head[7]! << 14) | (head[8]! << 7) | head[9]!
  const footer = head[5]! & 0x10 ? 10 : 0
  return 10 + size + footer
}

/** Recognises a file by its first bytes (after an ID3v2 tag, which the caller skips). Null: no sound that is known. */
export function sniff(head: Uint8Array): Sniffed | SniffedUnsupported | null {
  const magic = textAt(head, 0, 4)
  const form = textAt(head, 8, 4)
  if (/^(RIFF|RF64|BW64)$/.test(magic) && form === 'WAVE') return { kind: 'wav', offset: 0 }
  if (magic === 'FORM' && /^AIF[FC]$/.test(form)) return { kind: 'aiff', offset: 0 }
  if (magic === 'fLaC') return { kind: 'flac', offset: 0 }
  if (magic === 'OggS') return sniffOgg(head)
  if (textAt(head, 4, 4) === 'ftyp') return { kind: 'mp4', offset: 0 }
  const unsupported = unsupportedKind(head, magic)
  if (unsupported !== null) return { unsupported }
  if (head.length >= 7 && head[0] === 0xff && (head[1]! & 0xf6) === 0xf0) return { kind: 'aac', offset: 0 }
  const frame = findMpegFrame(head)
  // Text and pictures hold sync words too: beyond a few kilobytes of junk it is not believed.
  return frame >= 0 && frame < 8192 ? { kind: 'mp3', offset: frame } : null
}

function sniffOgg(head: Uint8Array): Sniffed | SniffedUnsupported {
  const packet = 27 + (head[26] ?? 0)
  if (textAt(head, packet, 7) === '\x01vorbis') return { kind: 'ogg-vorbis', offset: 0 }
  if (textAt(head, packet, 8) === 'OpusHead') return { kind: 'ogg-opus', offset: 0 }
  if (textAt(head, packet, 5) === '\x7fFLAC') return { kind: 'ogg-flac', offset: 0 }
  return {
    unsupported: textAt(head, packet, 5) === 'Speex' ? 'Speex' : 'an Ogg stream that is no Vorbis, Opus or FLAC',
  }
}

function unsupportedKind(head: Uint8Array, magic: string): string | null {
  if (magic === 'RIFX') return 'big-endian WAV (RIFX)'
  if (magic === 'caff') return 'Core Audio (CAF)'
  if (magic === 'wvpk') return 'WavPack'
  if (magic === 'MAC ') return "Monkey's Audio"
  if (magic === '.snd') return 'Sun audio (AU)'
  if (magic === 'DSD ' || magic === 'FRM8') return 'DSD'
  if (magic === 'MThd') return 'MIDI, which holds notes and no sound'
  if (magic === 'riff') return 'Sony Wave64'
  if (magic === '#!AM') return 'AMR'
  if (head[0] === 0x30 && head[1] === 0x26 && head[2] === 0xb2 && head[3] === 0x75) return 'Windows Media'
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) return 'Matroska or WebM'
  return null
}
