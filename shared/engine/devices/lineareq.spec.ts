import type { DeviceSpec, ParamSpec } from './device.ts'
import { eqSpec } from './eq.spec.ts'
import { firLatencyFrames, resolutionParam } from './fir.ts'

const shared = ['on', 'type', 'freq', 'gain', 'q']
const channels = ['Stereo', 'Mid', 'Side'] as const

/** The equalizer's own band parameters, as far as they make sense at linear phase. */
function bandParams(band: number): ParamSpec[] {
  const own = shared.map((id) => eqSpec.params.find((param) => param.id === `b${band}.${id}`)!)
  return [
    ...own.map((param): ParamSpec => ({ ...param, update: 'switch' })),
    {
      id: `b${band}.channel`,
      name: `Band ${band} channel`,
      unit: '',
      min: 0,
      max: channels.length - 1,
      default: 0,
      taper: 'steps',
      steps: channels,
      update: 'switch',
    },
  ]
}

/** The linear-phase equalizer. */
export const lineareqSpec: DeviceSpec = {
  kind: 'lineareq',
  name: 'Linear-phase EQ',
  family: 'Equalizers',
  latencyFrames: firLatencyFrames,
  presets: [
    { name: 'Master: a gentle smile', params: { 'b2.gain': 1, 'b7.gain': 1.2, 'b4.gain': -0.5 } },
    { name: 'Master: less box', params: { 'b3.gain': -1.5, 'b3.freq': 350, 'b3.q': 0.8 } },
    { name: 'Sides: free of bass', params: { 'b1.on': 1, 'b1.type': 1, 'b1.freq': 120, 'b1.channel': 2 } },
    { name: 'Sides: wider air', params: { 'b7.gain': 2, 'b7.freq': 9000, 'b7.channel': 2 } },

    { name: 'Master: trim the lowest', params: { 'b1.on': 1, 'b1.type': 1, 'b1.freq': 25, resolution: 4 } },
    { name: 'Master: a little tilt to the top', params: { 'b4.type': 16, 'b4.freq': 900, 'b4.gain': 1 } },
    { name: 'Middle: clear for the voice', params: { 'b5.gain': 1.2, 'b5.freq': 3000, 'b5.q': 0.7, 'b5.channel': 1 } },
  ],
  params: [
    ...Array.from({ length: 8 }, (_, index) => bandParams(index + 1)).flat(),
    { id: 'output', name: 'Output', unit: 'dB', min: -24, max: 24, default: 0, taper: 'linear', update: 'switch' },
    resolutionParam,
  ],
}
