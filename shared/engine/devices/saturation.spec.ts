import type { DeviceSpec } from './device.ts'

const styles = ['Tape', 'Tube', 'Soft', 'Clip']

/** Frames of the fourfold oversampling's filters, up and down: less where 20 kHz lies further from half the rate. */
function oversamplerFrames(sampleRate: number): number {
  return sampleRate < 46_000 ? 82 : sampleRate < 80_000 ? 50 : 22
}

/** Saturation in four styles. */
export const saturationSpec: DeviceSpec = {
  kind: 'saturation',
  name: 'Saturation',
  family: 'Colour',
  latencyFrames: (_params, sampleRate) => oversamplerFrames(sampleRate),
  presets: [
    { name: 'Warm tape', params: { style: 0, drive: 6, output: -5 } },
    { name: 'Tape, hot', params: { style: 0, drive: 14, output: -11 } },
    { name: 'Tube: voice', params: { style: 1, drive: 8, bias: 50, output: -7, mix: 60 } },
    { name: 'Bass: growl', params: { style: 1, drive: 16, bias: 70, output: -13, mix: 40 } },
    { name: 'Clip the peaks of drums', params: { style: 3, drive: 6, output: -6 } },
    { name: 'Master: a hint', params: { style: 2, drive: 2, output: -2, mix: 50 } },
  ],
  params: [
    {
      id: 'style',
      name: 'Style',
      unit: '',
      min: 0,
      max: styles.length - 1,
      default: 0,
      taper: 'steps',
      steps: styles,
      update: 'switch',
    },
    { id: 'drive', name: 'Drive', unit: 'dB', min: -12, max: 36, default: 6, taper: 'linear', update: 'glide' },
    { id: 'bias', name: 'Tube bias', unit: '%', min: 0, max: 100, default: 40, taper: 'linear', update: 'glide' },
    { id: 'output', name: 'Output', unit: 'dB', min: -36, max: 12, default: -6, taper: 'linear', update: 'glide' },
    { id: 'mix', name: 'Mix', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', update: 'glide' },
  ],
}
