import { MPEGDecoder } from 'mpg123-decoder'
import { AudioFileError } from '../../../shared/formats/audio-file-error.ts'
import type { AudioSource } from './audio-source.ts'
import { straightOrder } from './channel-order.ts'
import { codecSource } from './codec-source.ts'
import type { FileBytes } from './file-bytes.ts'
import { parseMpegFrame, parseXingTag } from './mpeg-frame.ts'

/** Samples by which every layer III decoder is late: 528 of its filter bank and one more. */
const decoderDelay = 529

/**
 * MP3 and its older layers. Where a LAME tag tells the encoder's delay and padding, both are trimmed with the decoder's own
 * delay; without one the decoder's delay is, and a note says that the encoder's is unknown.
 */
export async function openMp3(file: FileBytes, startOffset: number, fileName: string): Promise<AudioSource> {
  const head = await file.read(startOffset, 4096)
  const frame = parseMpegFrame(head, 0)
  if (frame === null) {
    throw new AudioFileError('damaged', `“${fileName}” is damaged: its first frame makes no sense.`, 'Export it again.')
  }
  const tag = parseXingTag(head, frame)
  const notes: string[] = []
  let skipFrames = frame.layer === 3 ? decoderDelay : 0
  let expectedFrames: number | null = null
  if (tag !== null && tag.encoderDelay !== null && tag.encoderPadding !== null) {
    skipFrames += tag.encoderDelay
    if (tag.frameCount !== null) {
      const total = tag.frameCount * frame.samplesPerFrame
      const trimmed = total - tag.encoderDelay - tag.encoderPadding
      // The decoder hands out `total` frames in all, so nothing past that can be waited for.
      if (trimmed > 0) expectedFrames = Math.min(trimmed, total - skipFrames)
    }
  } else {
    const late = Math.round((frame.samplesPerFrame / frame.sampleRate) * 1000)
    notes.push(
      frame.layer === 3
        ? `“${fileName}” does not tell its encoder's delay, so only the decoder's was trimmed: it may begin up to ${late} ms late.`
        : `“${fileName}” does not tell its encoder's delay: it may begin up to ${late} ms late.`,
    )
  }
  return codecSource({
    file,
    fileName,
    format: frame.layer === 3 ? 'MP3' : `MPEG layer ${frame.layer}`,
    // Trimming is done here, by the same rule for every file.
    decoder: new MPEGDecoder({ enableGapless: false }),
    startOffset,
    sampleRate: frame.sampleRate,
    channels: frame.channels,
    order: straightOrder(frame.channels),
    skipFrames,
    expectedFrames,
    notes,
  })
}
