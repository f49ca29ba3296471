import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Plan, PlanDevice, PlanStrip } from '../../shared/engine/mixer/plan.ts'
import type { PlanCurve } from '../../shared/engine/mixer/plan-curves.ts'
import { devicesOfPlan, deviceValue, encodeValue, inputKeys, inputsOfPlan, stripKeys } from './host/plan-index.ts'
import { BYPASS, type ParamMove } from './memory/param-queue.ts'

export type Move = Omit<ParamMove, 'serial'>

/** Whether a running device takes a new value of the parameter; otherwise it has to be made anew. */
export function isLiveParam(device: PlanDevice, paramIndex: number): boolean {
  const spec = deviceSpecs[device.kind].params[paramIndex]
  return spec !== undefined && spec.update !== 'rebuild'
}

function sameCurves(before: readonly PlanCurve[], after: readonly PlanCurve[]): boolean {
  return (
    before.length === after.length &&
    before.every((curve, index) => {
      const other = after[index]!
      return curve.param === other.param && curve.points === other.points && curve.latencyFrames === other.latencyFrames
    })
  )
}

function sameDevices(before: readonly PlanDevice[], after: readonly PlanDevice[]): boolean {
  return (
    before.length === after.length &&
    before.every((device, index) => {
      const other = after[index]!
      return (
        device.id === other.id &&
        device.kind === other.kind &&
        device.latencyFrames === other.latencyFrames &&
        device.tempoBpm === other.tempoBpm &&
        device.key?.stripId === other.key?.stripId &&
        device.key?.delayFrames === other.key?.delayFrames &&
        device.fileAssetId === other.fileAssetId &&
        sameCurves(device.automation, other.automation)
      )
    })
  )
}

function sameStructure(before: PlanStrip, after: PlanStrip): boolean {
  return (
    before.id === after.id &&
    before.kind === after.kind &&
    sameDevices(before.devices, after.devices) &&
    before.inputDelayFrames === after.inputDelayFrames &&
    sameCurves(before.automation, after.automation) &&
    before.inputs.length === after.inputs.length &&
    before.inputs.every((input, index) => {
      const other = after.inputs[index]!
      return (
        input.id === other.id &&
        input.tap === other.tap &&
        input.delayFrames === other.delayFrames &&
        sameCurves(input.automation, other.automation)
      )
    })
  )
}

/** The moves that lead from one plan to another; null where only the whole new plan does. */
export function planMoves(before: Plan, after: Plan): Move[] | null {
  if (before.songId !== after.songId || before.stage !== after.stage || before.sampleRate !== after.sampleRate)
    return null
  if (before.strips.length !== after.strips.length || !sameDevices(before.rack, after.rack)) return null
  const moves: Move[] = []
  for (const [target, strip] of after.strips.entries()) {
    const old = before.strips[target]!
    if (!sameStructure(old, strip)) return null
    for (const [param, key] of stripKeys.entries())
      if (old[key] !== strip[key]) moves.push({ target, param, value: encodeValue(key, strip[key]) })
  }
  const oldInputs = inputsOfPlan(before)
  for (const [index, { input }] of inputsOfPlan(after).entries())
    for (const [param, key] of inputKeys.entries())
      if (oldInputs[index]!.input[key] !== input[key])
        moves.push({ target: after.strips.length + index, param, value: encodeValue(key, input[key]) })
  const oldDevices = devicesOfPlan(before)
  for (const [index, device] of devicesOfPlan(after).entries()) {
    const old = oldDevices[index]!
    const target = -1 - index
    if (old.bypass !== device.bypass) moves.push({ target, param: BYPASS, value: device.bypass ? 1 : 0 })
    if (old.params === device.params) continue
    for (let param = 0; param < deviceSpecs[device.kind].params.length; param++) {
      const value = deviceValue(device, param)
      if (deviceValue(old, param) === value) continue
      if (!isLiveParam(device, param)) return null
      moves.push({ target, param, value })
    }
  }
  return moves
}
