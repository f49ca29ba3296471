import { wavHeader } from '../../shared/formats/wav-write.ts'
import { impulses, renderImpulse } from '../../shared/impulses/impulses.ts'

/** An impulse response of the program, by its place among `impulses`. */
export interface ImpulseRequest {
  readonly index: number
  readonly sampleRate: number
}

/** The bytes of a WAV. */
export type ImpulseReply = readonly Uint8Array<ArrayBuffer>[]

self.onmessage = ({ data }: MessageEvent<ImpulseRequest>) => {
  const { index, sampleRate } = data
  const { channels, samples } = renderImpulse(impulses[index]!, sampleRate)
  const header = wavHeader({ encoding: 'f32', channels, sampleRate, frames: samples.length / channels })
  self.postMessage([new Uint8Array(header), new Uint8Array(samples.buffer)] satisfies ImpulseReply)
}
