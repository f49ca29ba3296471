import { ALL_FORMATS, AudioSampleSink, BlobSource, Input } from 'mediabunny'
import { wavHeader } from '../../shared/formats/wav-write.ts'

/**
 * Decodes what main has no decoder for (AAC) with the browser's WebCodecs. One file per message; answers with progress and
 * then with a float32 WAV at the file's own rate, without the frames that the file's edit list cuts off its head.
 */
export type DecodeAnswer =
  | { kind: 'progress'; fraction: number }
  | { kind: 'done'; wav: Blob; format: string }
  | { kind: 'refused'; reason: string }

interface WorkerSide {
  onmessage: ((event: MessageEvent<File>) => void) | null
  postMessage(answer: DecodeAnswer): void
}
const port = self as unknown as WorkerSide

/** Frames before time 0 are the encoder's priming; a sample may lie across it. */
function framesToSkip(timestamp: number, sampleRate: number, frames: number): number {
  return Math.min(frames, Math.max(0, Math.round(-timestamp * sampleRate)))
}

async function decode(file: File): Promise<DecodeAnswer> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS })
  const track = await input.getPrimaryAudioTrack()
  if (!track) return { kind: 'refused', reason: 'it holds no audio track' }
  const codec = await track.getCodec()
  if (!(await track.canDecode()))
    return { kind: 'refused', reason: `this browser cannot decode ${codec ?? 'its codec'}` }
  const duration = await track.computeDuration()
  const parts: Blob[] = []
  let frames = 0
  let channels = 0
  let sampleRate = 0
  for await (const sample of new AudioSampleSink(track).samples()) {
    channels ||= sample.numberOfChannels
    sampleRate ||= sample.sampleRate
    const skip = framesToSkip(sample.timestamp, sample.sampleRate, sample.numberOfFrames)
    const frameCount = sample.numberOfFrames - skip
    if (frameCount === 0) {
      sample.close()
      continue
    }
    const options = { planeIndex: 0, format: 'f32' as const, frameOffset: skip, frameCount }
    const bytes = new Uint8Array(sample.allocationSize(options))
    sample.copyTo(bytes, options)
    // A Blob lets the browser keep the sound on disk, so that memory does not grow with the file.
    parts.push(new Blob([bytes]))
    sample.close()
    frames += frameCount
    if (duration > 0) port.postMessage({ kind: 'progress', fraction: Math.min(1, frames / sampleRate / duration) })
  }
  if (frames === 0) return { kind: 'refused', reason: 'it holds no sound' }
  const header = wavHeader({ encoding: 'f32', channels, sampleRate, frames })
  return {
    kind: 'done',
    wav: new Blob([header as BlobPart, ...parts]),
    format: codec === 'aac' ? 'AAC' : (codec ?? ''),
  }
}

port.onmessage = ({ data }) => {
  decode(data)
    .catch(
      (error: unknown): DecodeAnswer => ({
        kind: 'refused',
        reason: error instanceof Error ? error.message : String(error),
      }),
    )
    .then((answer) => port.postMessage(answer))
}
