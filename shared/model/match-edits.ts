import type { MatchCurve } from '../measure/match-curve.ts'
import type { Device, Document, Id } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { addToStageEdits } from './stage-edits.ts'

/** The parameters of a match equalizer that hold a curve. */
export function matchParams({ mid, side }: MatchCurve): Record<string, number> {
  const points = (prefix: string, levels: readonly number[]) =>
    levels.map((db, index) => [`${prefix}${index + 1}`, Number(db.toFixed(3))])
  return Object.fromEntries([...points('m', mid), ...points('s', side)])
}

/** How much of a curve a match equalizer applies that comes with it. */
const FIRST_AMOUNT = 50
/** Finer than its usual resolution, for what lies below 100 Hz, and no gain a measured curve would be cut at. */
const FIRST_SETTING = { amount: FIRST_AMOUNT, limit: 15, resolution: 4 }

/** The edits that give a match equalizer a curve: the one that is there, or a new one at the end of Correct. */
export function matchEdits(
  document: Document,
  ownerId: Id,
  device: Device | undefined,
  curve: MatchCurve,
  newDeviceId: Id,
): SingleEdit[] {
  const params = matchParams(curve)
  if (!device)
    return addToStageEdits(document, ownerId, 'correct', 'matcheq', newDeviceId, { ...FIRST_SETTING, ...params })
  const set: SingleEdit = { type: 'setDeviceParams', ownerId, deviceId: device.id, params }
  return device.bypass ? [{ type: 'updateDevice', ownerId, deviceId: device.id, set: { bypass: false } }, set] : [set]
}
