import type { DemoSong } from '../../../main/demo/demo-song.ts'

/** Some seconds of a demo song as interleaved stereo, its stems in the balance of its mix and lowered by `gain`. */
export function demoMix(
  song: DemoSong,
  sampleRate: number,
  fromSeconds: number,
  seconds: number,
  gain = 1,
): Float32Array<ArrayBuffer> {
  const sum = new Float32Array(seconds * sampleRate * 2)
  for (const { name, channels } of song.stems) {
    const level = gain * 10 ** (song.mix.stems[name]!.faderDb / 20)
    const samples = song.renderStem(name, sampleRate)
    for (let i = 0; i < sum.length; i++) {
      const frame = fromSeconds * sampleRate + (i >> 1)
      sum[i]! += level * (samples[frame * channels + (channels === 2 ? i % 2 : 0)] ?? 0)
    }
  }
  return sum
}
