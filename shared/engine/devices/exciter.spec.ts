import type { DeviceSpec } from './device.ts'
import { saturationSpec } from './saturation.spec.ts'

/** The exciter; it waits for the same oversampling as the saturation. */
export const exciterSpec: DeviceSpec = {
  kind: 'exciter',
  name: 'Exciter',
  family: 'Colour',
  latencyFrames: (_params, sampleRate) => saturationSpec.latencyFrames!({}, sampleRate),
  presets: [
    { name: 'Air', params: { freq: 7000, drive: 12, even: 20, amount: 15 } },
    { name: 'Voice: presence', params: { freq: 3000, drive: 15, even: 40, amount: 18 } },
    { name: 'Guitar: sparkle', params: { freq: 2500, drive: 18, even: 10, amount: 22 } },
    { name: 'Kick: click', params: { freq: 1500, drive: 24, even: 60, amount: 35, top: 8000 } },
    { name: 'Master: a little shine', params: { freq: 6000, drive: 9, even: 30, amount: 8 } },

    { name: 'Bass: heard on small speakers', params: { freq: 700, drive: 18, even: 70, amount: 20, top: 4000 } },
    { name: 'Dull recording: give it back a top', params: { freq: 5000, drive: 20, even: 40, amount: 30 } },
  ],
  params: [
    { id: 'freq', name: 'From', unit: 'Hz', min: 500, max: 12_000, default: 4000, taper: 'log', update: 'glide' },
    { id: 'drive', name: 'Drive', unit: 'dB', min: 0, max: 36, default: 12, taper: 'linear', update: 'glide' },
    { id: 'even', name: 'Even harmonics', unit: '%', min: 0, max: 100, default: 30, taper: 'linear', update: 'glide' },
    { id: 'amount', name: 'Amount', unit: '%', min: 0, max: 100, default: 20, taper: 'linear', update: 'glide' },
    { id: 'top', name: 'Up to', unit: 'Hz', min: 4000, max: 20_000, default: 20_000, taper: 'log', update: 'glide' },
  ],
}
