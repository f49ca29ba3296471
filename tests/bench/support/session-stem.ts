/**
 * One stem of session S as interleaved stereo float32: two detuned sines at 55·2^(track/5) Hz and noise in decaying
 * bursts, the same on every machine. It uses nothing from outside itself, because it is also sent into a browser's page.
 */
export function sessionStem(track: number, seconds: number, sampleRate: number): Float32Array<ArrayBuffer> {
  const frames = Math.round(seconds * sampleRate)
  const stem = new Float32Array(frames * 2)
  const turn = (2 * Math.PI * 55 * 2 ** (track / 5)) / sampleRate
  const burstFrames = Math.round((0.25 + 0.03 * (track % 7)) * sampleRate)
  const decay = Math.exp(-14 / sampleRate)
  // Turning a phasor costs a few multiplications where a sine a frame would cost most of the bench.
  const low = { re: 1, im: 0, cos: Math.cos(turn * 0.998), sin: Math.sin(turn * 0.998) }
  const high = { re: 1, im: 0, cos: Math.cos(turn * 1.003), sin: Math.sin(turn * 1.003) }
  let random = track + 1
  let burst = 0
  for (let frame = 0; frame < frames; frame++) {
    if (frame % burstFrames === 0) burst = 0.5
    burst *= decay
    for (const phasor of [low, high]) {
      const re = phasor.re * phasor.cos - phasor.im * phasor.sin
      phasor.im = phasor.re * phasor.sin + phasor.im * phasor.cos
      phasor.re = re
    }
    for (let side = 0; side < 2; side++) {
      random = (Math.imul(random, 1664525) + 1013904223) | 0
      const tone = side === 0 ? 0.6 * low.im + 0.4 * high.im : 0.4 * low.im + 0.6 * high.im
      stem[frame * 2 + side] = 0.45 * tone + (burst * random) / 2 ** 31
    }
  }
  return stem
}
