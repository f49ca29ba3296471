import type { Device } from '../../../shared/model/document.ts'
import { paramOf } from '../device-param.ts'

/** What a gate's static curve needs. */
export interface GateShape {
  readonly expander: boolean
  /** Where it opens, dB; it closes so much lower. */
  readonly thresholdDb: number
  readonly hysteresisDb: number
  readonly ratio: number
  readonly rangeDb: number
}

export function gateShape(device: Pick<Device, 'kind' | 'params'>): GateShape {
  const value = (id: string) => paramOf(device, id)
  return {
    expander: value('mode') === 1,
    thresholdDb: value('threshold'),
    hysteresisDb: value('hysteresis'),
    ratio: value('ratio'),
    rangeDb: value('range'),
  }
}

/** Output level for a lasting input level, both in dBFS: of a gate that was open or closed before. */
export function gateOutputDb(inputDb: number, shape: GateShape, wasOpen: boolean): number {
  const { expander, thresholdDb, hysteresisDb, ratio, rangeDb } = shape
  if (inputDb >= thresholdDb - (wasOpen ? hysteresisDb : 0)) return inputDb
  return inputDb - (expander ? Math.min(rangeDb, (ratio - 1) * Math.max(0, thresholdDb - inputDb)) : rangeDb)
}
