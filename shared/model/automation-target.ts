import { deviceSpecs } from '../engine/devices/specs.ts'
import { type AutomationTarget, BYPASS_TARGET, type Document, type Id } from './document.ts'

/** How the way from one value to the next runs: straight in the value, in its logarithm, or in a fader's travel. */
export const valueScales = ['linear', 'log', 'fader'] as const
export type ValueScale = (typeof valueScales)[number]

/** What a lane moves, as far as its curve and its picture need to know. */
export interface AutomatedValue {
  readonly name: string
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly default: number
  readonly scale: ValueScale
  /** Names of an enumerated parameter's values; the value is the index. */
  readonly steps?: readonly string[]
}

const level: AutomatedValue = { name: 'Level', unit: 'dB', min: -144, max: 6, default: 0, scale: 'fader' }
const pan: AutomatedValue = { name: 'Pan', unit: '', min: -1, max: 1, default: 0, scale: 'linear' }
const onOff = { unit: '', min: 0, max: 1, scale: 'linear', steps: ['Off', 'On'] } as const

const stripValues = {
  faderDb: { ...level, name: 'Fader' },
  pan,
  panWidth: { ...pan, name: 'Width', default: 1 },
  mute: { ...onOff, name: 'Mute', default: 0 },
} as const
const sendValues = { levelDb: level, pan, on: { ...onOff, name: 'On', default: 1 } } as const

/**
 * What a target of `ownerId` is: its name, range and scale. Null when its send, device or parameter does not exist, or
 * cannot be automated because a new value would need a new device.
 */
export function automatedValue(document: Document, ownerId: Id, target: AutomationTarget): AutomatedValue | null {
  if (target.kind === 'strip') return document.tracks[ownerId] ? stripValues[target.param] : null
  if (target.kind === 'send') return document.sends[ownerId]?.[target.sendId] ? sendValues[target.param] : null
  const device = document.devices[ownerId]?.[target.deviceId]
  if (!device) return null
  if (target.param === BYPASS_TARGET) return { ...onOff, name: 'Bypass', default: 0 }
  const param = deviceSpecs[device.kind].params.find(({ id }) => id === target.param)
  if (!param || param.update === 'rebuild' || param.hidden) return null
  return { ...param, scale: param.taper === 'log' ? 'log' : 'linear' }
}

/** Whether two lanes of one owner would move the same value. */
export function isSameTarget(a: AutomationTarget, b: AutomationTarget): boolean {
  return (
    a.kind === b.kind &&
    a.param === b.param &&
    (a.kind !== 'send' || a.sendId === (b as typeof a).sendId) &&
    (a.kind !== 'device' || a.deviceId === (b as typeof a).deviceId)
  )
}

/** The same value of a device or send that has another id. */
export function renamedTarget(target: AutomationTarget, renamed: (id: Id) => Id): AutomationTarget {
  if (target.kind === 'strip') return target
  return target.kind === 'send'
    ? { ...target, sendId: renamed(target.sendId) }
    : { ...target, deviceId: renamed(target.deviceId) }
}
