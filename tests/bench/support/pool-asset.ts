import type { Asset } from '../../../shared/model/document.ts'

/** Audio that lies in the pool already, in stereo and at the project's own rate. */
export function poolAsset(id: string, name: string, poolHash: string, frames: number, sampleRate: number): Asset {
  return {
    id,
    name,
    sourceHash: poolHash,
    poolHash,
    originalName: `${name}.wav`,
    sourceFormat: 'WAV 32 bit float',
    sourceRate: sampleRate,
    sourceChannels: 2,
    channelIndex: null,
    channels: 2,
    frames,
    notes: [],
    originFrame: null,
  }
}
