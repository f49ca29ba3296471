import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { type AutomatedValue, automatedValue, isSameTarget } from '../../shared/model/automation-target.ts'
import {
  type AutomationLane,
  type AutomationPoint,
  type AutomationTarget,
  BYPASS_TARGET,
  type Document,
  type Id,
  type Track,
} from '../../shared/model/document.ts'
import { devicesOfOwner, lanesOfOwner, pointsOfLane } from '../../shared/model/selectors.ts'
import { panScale, widthScale } from '../app/strip-scales.ts'
import { paramScale } from '../devices/param-scale.ts'
import { shortName } from '../devices/short-name.ts'
import { faderScale, stepScale, type ValueScale } from '../ui/value-scale.ts'

const switchScale = stepScale(['Off', 'On'])

/** The lane that moves a value; undefined when none does. */
export function laneFor(document: Document, ownerId: Id, target: AutomationTarget): AutomationLane | undefined {
  for (const lane of Object.values(document.lanes[ownerId] ?? {})) if (isSameTarget(lane.target, target)) return lane
  return undefined
}

export function laneById(document: Document, ownerId: Id, laneId: Id): AutomationLane | undefined {
  return document.lanes[ownerId]?.[laneId]
}

/** What is drawn under a track: its lanes, and under the master those of the song's rack too. */
export function lanesUnder(document: Document, track: Track): AutomationLane[] {
  const own = lanesOfOwner(document, track.id)
  return track.kind === 'master' ? [...own, ...lanesOfOwner(document, track.songId)] : own
}

const flat = new WeakMap<object, readonly AutomationPoint[]>()
const none: readonly AutomationPoint[] = []

/** A lane's points from left to right; the same array while none of them changes. */
export function lanePoints(document: Document, laneId: Id): readonly AutomationPoint[] {
  const pages = document.pages[laneId]
  if (!pages) return none
  let points = flat.get(pages)
  if (!points) {
    points = pointsOfLane(document, laneId)
    flat.set(pages, points)
  }
  return points
}

const known = new WeakMap<AutomationLane, AutomatedValue>()

/** What a lane moves; null when that is no more. A lane's target never changes. */
export function laneValue(document: Document, lane: AutomationLane): AutomatedValue | null {
  const value = known.get(lane) ?? automatedValue(document, lane.ownerId, lane.target)
  if (value) known.set(lane, value)
  return value
}

/** How a target's value is written, typed and stepped. Null when there is no such target. */
export function targetScale(document: Document, ownerId: Id, target: AutomationTarget): ValueScale | null {
  if (target.kind === 'device') {
    if (target.param === BYPASS_TARGET) return switchScale
    const kind = document.devices[ownerId]?.[target.deviceId]?.kind
    const spec = kind && deviceSpecs[kind].params.find(({ id }) => id === target.param)
    return spec ? paramScale(spec) : null
  }
  switch (target.param) {
    case 'faderDb':
    case 'levelDb':
      return faderScale
    case 'pan':
      return panScale
    case 'panWidth':
      return widthScale
    case 'mute':
    case 'on':
      return switchScale
  }
}

/** A device's name beside the others of its owner: of several of a kind each has its number. */
export function deviceLabel(document: Document, ownerId: Id, deviceId: Id): string {
  const devices = devicesOfOwner(document, ownerId)
  const kind = document.devices[ownerId]?.[deviceId]?.kind
  if (!kind) return 'Device'
  const alike = devices.filter((device) => device.kind === kind)
  const name = shortName(kind)
  return alike.length === 1 ? name : `${name} ${alike.findIndex(({ id }) => id === deviceId) + 1}`
}

/** The bus a send feeds. */
export function sendName(document: Document, trackId: Id, sendId: Id): string {
  return document.tracks[document.sends[trackId]?.[sendId]?.targetId ?? '']?.name ?? 'Send'
}

/** Where a value stands that no curve moves. */
export function staticValue(document: Document, ownerId: Id, target: AutomationTarget): number {
  const otherwise = automatedValue(document, ownerId, target)?.default ?? 0
  if (target.kind === 'strip') return Number(document.tracks[ownerId]?.[target.param] ?? otherwise)
  if (target.kind === 'send') return Number(document.sends[ownerId]?.[target.sendId]?.[target.param] ?? otherwise)
  const device = document.devices[ownerId]?.[target.deviceId]
  if (target.param === BYPASS_TARGET) return device?.bypass ? 1 : 0
  return device?.params[target.param] ?? otherwise
}
