import type { DeviceSpec, ParamSpec } from './device.ts'

const notes = ['1/32', '1/16', '1/8', '1/4', '1/2', '1/1'].flatMap((note) => [
  `${note} triplet`,
  note,
  `${note} dotted`,
])
const sync = ['Off', ...notes]

function percent(id: string, name: string, value: number): ParamSpec {
  return { id, name, unit: '%', min: 0, max: 100, default: value, taper: 'linear', update: 'glide' }
}

function hertz(id: string, name: string, min: number, max: number, value: number): ParamSpec {
  return { id, name, unit: 'Hz', min, max, default: value, taper: 'log', update: 'glide' }
}

/** The delay: echoes in time, filtered in the loop. The cuts are out of the way at the end of their ranges. */
export const delaySpec: DeviceSpec = {
  kind: 'delay',
  name: 'Delay',
  family: 'Space',
  presets: [
    { name: 'Slap', params: { time: 110, feedback: 8, mode: 2, mix: 20 } },
    { name: 'Dotted eighths, ping-pong', params: { sync: 9, mode: 1, feedback: 40, mix: 25 } },
    { name: 'Quarter throw, ducked', params: { sync: 11, feedback: 45, highCut: 5000, duck: 9, mix: 30 } },
    { name: 'Dub', params: { sync: 12, feedback: 75, lowCut: 250, highCut: 2500, modDepth: 25, mix: 35 } },
    { name: 'Doubler', params: { time: 24, feedback: 0, modDepth: 15, width: 100, mix: 35 } },

    { name: 'Eighths behind the guitar', params: { sync: 8, feedback: 30, lowCut: 200, highCut: 4500, mix: 22 } },
    { name: 'Wide sixteenths', params: { sync: 5, mode: 1, feedback: 25, width: 100, highCut: 6000, mix: 18 } },
    {
      name: 'Tape: long and worn',
      params: { sync: 14, feedback: 55, lowCut: 180, highCut: 3200, modDepth: 18, modRate: 0.4, mix: 28 },
    },
  ],
  params: [
    {
      id: 'sync',
      name: 'Note',
      unit: '',
      min: 0,
      max: sync.length - 1,
      default: 0,
      taper: 'steps',
      steps: sync,
      update: 'switch',
    },
    { id: 'time', name: 'Time', unit: 'ms', min: 1, max: 5000, default: 400, taper: 'log', update: 'switch' },
    {
      id: 'mode',
      name: 'Mode',
      unit: '',
      min: 0,
      max: 2,
      default: 0,
      taper: 'steps',
      steps: ['Stereo', 'Ping-pong', 'Mono'],
      update: 'switch',
    },
    percent('feedback', 'Feedback', 35),
    hertz('lowCut', 'Low cut', 20, 2000, 100),
    hertz('highCut', 'High cut', 500, 20_000, 8000),
    percent('modDepth', 'Modulation', 0),
    hertz('modRate', 'Modulation rate', 0.05, 5, 0.5),
    percent('width', 'Width', 100),
    { id: 'duck', name: 'Ducking', unit: 'dB', min: 0, max: 24, default: 0, taper: 'linear', update: 'glide' },
    percent('mix', 'Mix', 30),
  ],
}
