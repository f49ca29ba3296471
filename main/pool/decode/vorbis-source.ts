import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis'
import { AudioFileError } from '../../../shared/formats/audio-file-error.ts'
import { viewOf } from '../../../shared/formats/byte-source.ts'
import type { AudioSource } from './audio-source.ts'
import { vorbisChannelOrder } from './channel-order.ts'
import { codecSource } from './codec-source.ts'
import type { FileBytes } from './file-bytes.ts'
import { firstOggPacket, lastOggPage, unendedNote } from './ogg-page.ts'

/** Ogg Vorbis; the decoder trims the end by the last page's granule. */
export async function openVorbis(file: FileBytes, fileName: string): Promise<AudioSource> {
  const packet = await firstOggPacket(file)
  const channels = packet[11] ?? 0
  const sampleRate = packet.length >= 16 ? viewOf(packet).getUint32(12, true) : 0
  if (channels === 0 || sampleRate === 0) {
    throw new AudioFileError('damaged', `“${fileName}” is damaged: its header makes no sense.`, 'Export it again.')
  }
  return codecSource({
    file,
    fileName,
    format: 'Ogg Vorbis',
    decoder: new OggVorbisDecoder(),
    startOffset: 0,
    sampleRate,
    channels,
    order: vorbisChannelOrder(channels),
    skipFrames: 0,
    expectedFrames: null,
    notes: unendedNote(fileName, await lastOggPage(file)),
  })
}
