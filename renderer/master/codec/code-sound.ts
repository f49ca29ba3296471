import { registerAacEncoder } from '@mediabunny/aac-encoder'
import { registerMp3Encoder } from '@mediabunny/mp3-encoder'
import {
  ALL_FORMATS,
  AudioSample,
  AudioSampleSink,
  AudioSampleSource,
  BufferSource,
  BufferTarget,
  canEncodeAudio,
  Input,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  Quality,
} from 'mediabunny'
import { type Codec, codecNames } from './codecs.ts'

const containers: Readonly<Record<Codec, () => OutputFormat>> = {
  aac: () => new Mp4OutputFormat(),
  mp3: () => new Mp3OutputFormat(),
  opus: () => new OggOutputFormat(),
}

const made = { aac: registerAacEncoder, mp3: registerMp3Encoder } as const
const registered = new Set<Codec>()

/** Sees to it that a codec can be encoded: by the browser where it does, otherwise by the encoder that came with the program. */
async function provide(codec: Codec, sampleRate: number, bitrate: number): Promise<void> {
  const options = { numberOfChannels: 2, sampleRate, quality: new Quality({ bitrate }) }
  if (codec === 'opus' || registered.has(codec)) return
  if (await canEncodeAudio(codec, options)) return
  made[codec]()
  registered.add(codec)
}

/** Encodes interleaved stereo, piece by piece, into a file in memory. */
export async function encode(
  codec: Codec,
  bitrate: number,
  sampleRate: number,
  pieces: AsyncIterable<Float32Array<ArrayBuffer>>,
): Promise<ArrayBuffer> {
  await provide(codec, sampleRate, bitrate)
  const target = new BufferTarget()
  const output = new Output({ format: containers[codec](), target })
  const source = new AudioSampleSource({ codec, quality: new Quality({ bitrate }) })
  output.addAudioTrack(source)
  await output.start()
  let frame = 0
  for await (const data of pieces) {
    if (data.length === 0) continue
    const sample = new AudioSample({
      data,
      format: 'f32',
      numberOfChannels: 2,
      sampleRate,
      timestamp: frame / sampleRate,
    })
    frame += data.length / 2
    await source.add(sample)
    sample.close()
  }
  await output.finalize()
  if (!target.buffer) throw new Error(`The ${codecNames[codec]} encoder gave no file.`)
  return target.buffer
}

/** Decodes such a file into interleaved stereo, with all that the encoder put before and behind it. */
export async function* decode(
  codec: Codec,
  file: ArrayBuffer,
): AsyncGenerator<{
  readonly samples: Float32Array<ArrayBuffer>
  readonly sampleRate: number
  readonly seconds: number
}> {
  const input = new Input({ source: new BufferSource(file), formats: ALL_FORMATS })
  const track = await input.getPrimaryAudioTrack()
  if (!track || !(await track.canDecode()))
    throw new Error(`This browser cannot decode ${codecNames[codec]}. Choose another codec.`)
  for await (const sample of new AudioSampleSink(track).samples()) {
    const { numberOfChannels: channels, numberOfFrames: frames, sampleRate, timestamp } = sample
    const options = { planeIndex: 0, format: 'f32' as const }
    const raw = new Float32Array(sample.allocationSize(options) / 4)
    sample.copyTo(raw, options)
    sample.close()
    const samples = channels === 2 ? raw : new Float32Array(frames * 2)
    if (channels === 1) for (let i = 0; i < frames; i++) samples.fill(raw[i]!, 2 * i, 2 * i + 2)
    yield { samples, sampleRate, seconds: timestamp + frames / sampleRate }
  }
}
