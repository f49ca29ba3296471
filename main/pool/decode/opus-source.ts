import { OggOpusDecoder } from 'ogg-opus-decoder'
import { AudioFileError } from '../../../shared/formats/audio-file-error.ts'
import { viewOf } from '../../../shared/formats/byte-source.ts'
import type { AudioSource } from './audio-source.ts'
import { straightOrder, vorbisChannelOrder } from './channel-order.ts'
import { codecSource } from './codec-source.ts'
import type { FileBytes } from './file-bytes.ts'
import { firstOggPacket, lastOggPage, unendedNote } from './ogg-page.ts'

/** Ogg Opus (RFC 7845), always 48 kHz; the decoder drops the pre-skip, and the last page's granule tells the end. */
export async function openOpus(file: FileBytes, fileName: string): Promise<AudioSource> {
  const packet = await firstOggPacket(file)
  const channels = packet[9] ?? 0
  if (packet.length < 19 || channels === 0) {
    throw new AudioFileError('damaged', `“${fileName}” is damaged: its header makes no sense.`, 'Export it again.')
  }
  const preSkip = viewOf(packet).getUint16(10, true)
  const last = await lastOggPage(file)
  const gain = 10 ** (viewOf(packet).getInt16(16, true) / 256 / 20)
  const mappingFamily = packet[18]
  return codecSource({
    file,
    fileName,
    format: 'Opus',
    decoder: new OggOpusDecoder(),
    startOffset: 0,
    sampleRate: 48000,
    channels,
    order: mappingFamily === 1 ? vorbisChannelOrder(channels) : straightOrder(channels),
    skipFrames: 0,
    expectedFrames: null,
    atMostFrames: last?.endsStream ? Math.max(0, last.granule - preSkip) : null,
    // The header's output gain is part of the sound, which every player has to apply.
    ...(gain === 1
      ? {}
      : {
          adjust: (interleaved: Float32Array) => {
            for (let i = 0; i < interleaved.length; i++) interleaved[i] = interleaved[i]! * gain
          },
        }),
    notes: unendedNote(fileName, last),
  })
}
