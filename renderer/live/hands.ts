import type { AutomationTarget, Document, Id } from '../../shared/model/document.ts'
import { BYPASS_TARGET } from '../../shared/model/document.ts'
import { trimmedFaderDb } from '../../shared/model/fader-trim.ts'

/** A value that a hand holds in the place of a lane's curve. */
export interface HeldValue {
  readonly ownerId: Id
  readonly target: AutomationTarget
  readonly value: number
}

/**
 * The document as it sounds while hands hold values that lanes move: those lanes are off and the values stand where the
 * hands are. By lane id; lanes that are no more are passed over.
 */
export function withHands(document: Document, hands: ReadonlyMap<Id, HeldValue>): Document {
  let held = document
  for (const [laneId, hand] of hands) {
    const lane = held.lanes[hand.ownerId]?.[laneId]
    if (!lane) continue
    const lanes = { ...held.lanes[hand.ownerId], [laneId]: { ...lane, mode: 'off' as const } }
    held = withValue({ ...held, lanes: { ...held.lanes, [hand.ownerId]: lanes } }, hand)
  }
  return held
}

function withValue(document: Document, { ownerId, target, value }: HeldValue): Document {
  const { tracks, sends, devices } = document
  if (target.kind === 'strip') {
    const track = tracks[ownerId]
    if (!track) return document
    // A manual mute wins over the lane's, and so over the hand's that writes it.
    if (target.param === 'mute') return replaceTrack(document, { ...track, mute: track.mute || value >= 0.5 })
    const moved = target.param === 'faderDb' ? trimmedFaderDb(value, track.faderTrimDb) : value
    return replaceTrack(document, { ...track, [target.param]: moved })
  }
  if (target.kind === 'send') {
    const send = sends[ownerId]?.[target.sendId]
    if (!send) return document
    const moved = { ...send, [target.param]: target.param === 'on' ? value >= 0.5 : value }
    return { ...document, sends: { ...sends, [ownerId]: { ...sends[ownerId], [send.id]: moved } } }
  }
  const device = devices[ownerId]?.[target.deviceId]
  if (!device) return document
  const moved =
    target.param === BYPASS_TARGET
      ? { ...device, bypass: device.bypass || value >= 0.5 }
      : { ...device, params: { ...device.params, [target.param]: value } }
  return { ...document, devices: { ...devices, [ownerId]: { ...devices[ownerId], [device.id]: moved } } }
}

function replaceTrack(document: Document, track: Document['tracks'][Id]): Document {
  return { ...document, tracks: { ...document.tracks, [track.id]: track } }
}
