// Draws the pictures of docs/sound.md with the program's own devices: node tests/plots/draw.ts
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadKernelModule } from '../../main/kernel-module.ts'
import { EQ_TYPE } from '../../shared/engine/devices/eq.spec.ts'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import { burst, harmonics, magnitude, transfer } from './probes.ts'
import { type Axis, drawSvg, type Plot } from './svg.ts'

const folder = fileURLToPath(new URL('../../docs/images/sound', import.meta.url))
const kernel = instantiateKernel(await loadKernelModule())

const hertz: Axis = {
  label: 'Hz',
  from: 20,
  to: 20_000,
  scale: 'log',
  marks: [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000],
}
const input: Axis = { label: 'input, dBFS', from: -66, to: 0, scale: 'linear', marks: [-60, -48, -36, -24, -12, 0] }
const time: Axis = { label: 'ms', from: 0, to: 400, scale: 'linear', marks: [0, 100, 200, 300, 400] }

function levels(label: string, from: number, to: number, step: number): Axis {
  const marks = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)
  return { label, from, to, scale: 'linear', marks }
}

function band(type: number, freq: number, gain: number, q: number): Record<string, number> {
  return { 'b1.on': 1, 'b1.type': type, 'b1.freq': freq, 'b1.gain': gain, 'b1.q': q }
}

const idle = { 'b1.ratio': 1, 'b2.ratio': 1, 'b3.ratio': 1 }
const gate = { threshold: -30, range: 40, hysteresis: 0 }

const plots: Readonly<Record<string, Plot>> = {
  eq: {
    title: 'Equalizer',
    x: hertz,
    y: levels('dB', -24, 18, 6),
    curves: [
      { name: 'low cut 24 dB/oct, 60 Hz', points: magnitude(kernel, 'eq', band(EQ_TYPE.lowCut24, 60, 0, 0.71)) },
      { name: 'low shelf +6 dB, 200 Hz', points: magnitude(kernel, 'eq', band(EQ_TYPE.lowShelf, 200, 6, 0.71)) },
      { name: 'bell −9 dB, 1 kHz, Q 2', points: magnitude(kernel, 'eq', band(EQ_TYPE.bell, 1000, -9, 2)) },
      { name: 'bell +12 dB, 12 kHz, Q 1', points: magnitude(kernel, 'eq', band(EQ_TYPE.bell, 12_000, 12, 1)) },
    ],
  },
  compressor: {
    title: 'Compressor at −30 dB, knee 6 dB, on a 1 kHz tone',
    x: input,
    y: levels('output, dBFS', -66, 0, 12),
    curves: [1.5, 3, 20].map((ratio) => ({
      name: `${ratio}:1`,
      points: transfer(kernel, 'compressor', { threshold: -30, knee: 6, ratio, attack: 0.1, release: 500 }),
    })),
  },
  gate: {
    title: 'Gate and expander at −30 dB, range 40 dB, on a 1 kHz tone',
    x: input,
    y: levels('output, dBFS', -108, 0, 12),
    curves: [
      { name: 'gate', points: transfer(kernel, 'gate', { ...gate, mode: 0 }) },
      { name: 'expander 2:1', points: transfer(kernel, 'gate', { ...gate, mode: 1, ratio: 2 }) },
      { name: 'expander 4:1', points: transfer(kernel, 'gate', { ...gate, mode: 1, ratio: 4 }) },
    ],
  },
  deesser: {
    title: 'De-esser at 6 kHz: −30 dB from full scale, range 12 dB, on a 12 kHz tone',
    x: input,
    y: levels('output, dBFS', -66, 0, 12),
    curves: [6, 12].map((range) => ({
      name: `range ${range} dB`,
      points: transfer(kernel, 'deesser', { relative: 0, threshold: -30, range, attack: 0.1 }, 12_000),
    })),
  },
  exciter: {
    title: 'Exciter from 2 kHz on a 3 kHz tone at −10 dBFS',
    x: hertz,
    y: levels('dBFS', -140, 0, 20),
    curves: [0, 50].map((even) => ({
      name: `even harmonics ${even} %`,
      points: harmonics(kernel, 'exciter', { freq: 2000, drive: 12, even, amount: 30 }, 3000, 0.316),
    })),
  },
  lineareq: {
    title: 'Linear-phase equalizer: a bell of +9 dB at 100 Hz, Q 4, by the number of taps',
    x: hertz,
    y: levels('dB', -3, 12, 3),
    curves: ['1024', '4096', '16 384'].map((name, index) => ({
      name,
      points: magnitude(kernel, 'lineareq', { ...band(EQ_TYPE.bell, 100, 9, 4), resolution: 2 * index }),
    })),
  },
  multiband: {
    title: 'Multiband compressor: three bands at 180 and 3200 Hz, and their sum',
    x: hertz,
    y: levels('dB', -60, 6, 12),
    curves: [
      ...[1, 2, 3].map((number) => ({
        name: `band ${number}`,
        points: magnitude(kernel, 'multiband', { ...idle, [`b${number}.solo`]: 1 }),
      })),
      { name: 'sum', points: magnitude(kernel, 'multiband', idle) },
    ],
  },
  transient: {
    title: 'Transient shaper on a burst of 1 kHz',
    x: time,
    y: levels('dBFS', -36, 6, 6),
    curves: [
      { name: 'input', points: burst(kernel, null, {}, 400) },
      { name: 'attack +100 %', points: burst(kernel, 'transient', { attack: 100 }, 400) },
      { name: 'sustain +100 %', points: burst(kernel, 'transient', { sustain: 100 }, 400) },
    ],
  },
  delay: {
    title: 'Delay of 100 ms on a burst of 1 kHz: each repeat is lower by the feedback',
    x: time,
    y: levels('dBFS', -36, 6, 6),
    curves: [30, 60].map((feedback) => ({
      name: `feedback ${feedback} %`,
      points: burst(kernel, 'delay', { time: 100, feedback, mix: 100 }, 400),
    })),
  },
  reverb: {
    title: 'Reverb behind a burst of 1 kHz, wet alone',
    x: { label: 'ms', from: 0, to: 2000, scale: 'linear', marks: [0, 500, 1000, 1500, 2000] },
    y: levels('dBFS', -72, 0, 12),
    curves: [0.5, 1, 3].map((decay) => ({
      name: `decay ${decay} s`,
      points: burst(kernel, 'reverb', { decay, mix: 100, early: 0, modDepth: 0 }, 2000),
    })),
  },
  chorus: {
    title: 'Flanger standing still: the comb of 1 ms',
    x: hertz,
    y: levels('dB', -30, 12, 6),
    curves: [0, 60].map((feedback) => ({
      name: `feedback ${feedback} %`,
      points: magnitude(kernel, 'chorus', { mode: 1, delay: 1, depth: 0, feedback, mix: 50, lowCut: 20 }),
    })),
  },
  matcheq: {
    title: 'Match equalizer: two points of +6 and −6 dB',
    x: hertz,
    y: levels('dB', -9, 9, 3),
    curves: ['1024', '4096'].map((name, index) => ({
      name: `${name} taps`,
      points: magnitude(kernel, 'matcheq', { amount: 100, m20: 6, m45: -6, resolution: 2 * index }),
    })),
  },
  limiter: {
    title: 'Limiter behind a burst 6 dB over its ceiling of −12 dB',
    x: time,
    y: levels('dBFS', -36, 0, 6),
    curves: ['Transparent', 'Punchy', 'Loud', 'Smooth'].map((name, style) => ({
      name,
      points: burst(kernel, 'limiter', { ceiling: -12, style, release: 200 }, 400),
    })),
  },
  saturation: {
    title: 'Saturation: 997 Hz at full scale, drive 12 dB',
    x: hertz,
    y: levels('dBFS', -140, 0, 20),
    curves: ['Tape', 'Tube', 'Soft', 'Clip'].map((name, style) => ({
      name,
      points: harmonics(kernel, 'saturation', { style, drive: 12, output: 0 }, 997, 1),
    })),
  },
  utility: {
    title: 'Utility and imager: what is left of the side signal',
    x: hertz,
    y: levels('dB', -60, 6, 12),
    curves: [
      { name: 'utility, mono below 150 Hz', points: magnitude(kernel, 'utility', { monoBelow: 150 }, true) },
      {
        name: 'imager, band below 150 Hz at 0 %',
        points: magnitude(kernel, 'imager', { bands: 1, x1: 150, 'b1.width': 0 }, true),
      },
    ],
  },
}

mkdirSync(folder, { recursive: true })
for (const [name, plot] of Object.entries(plots)) writeFileSync(`${folder}/${name}.svg`, drawSvg(plot))
