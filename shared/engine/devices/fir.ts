import type { ParamSpec, ParamValues } from './device.ts'

/** Frames by which the convolver is late: one control cell. */
export const CONVOLVER_LATENCY = 128

const resolutions = ['1024', '2048', '4096', '8192', '16 384'] as const
const DEFAULT_RESOLUTION = 2

/** How long the response is: longer ones resolve lower frequencies and wait longer. */
export const resolutionParam: ParamSpec = {
  id: 'resolution',
  name: 'Taps',
  unit: '',
  min: 0,
  max: resolutions.length - 1,
  default: DEFAULT_RESOLUTION,
  taper: 'steps',
  steps: resolutions,
  update: 'rebuild',
}

/** Half the response and the convolver's cell. */
export function firLatencyFrames(params: ParamValues): number {
  const resolution = Math.round(params.resolution ?? DEFAULT_RESOLUTION)
  return 2 ** (resolution + 9) + CONVOLVER_LATENCY
}
