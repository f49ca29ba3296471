import { renamedTarget } from './automation-target.ts'
import type { AutomationPoint, Device, Document, Id, Send, Track } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import type { AutomationLane } from './mixer.ts'
import { devicesOfOwner, sendsOfTrack } from './selectors.ts'

/** A track's settings, inserts, sends and automation without its clips, to be put somewhere else. */
export interface TrackSetting {
  readonly track: Track
  readonly devices: readonly Device[]
  readonly sends: readonly Send[]
  readonly lanes: readonly { readonly lane: AutomationLane; readonly points: readonly AutomationPoint[] }[]
}

/** A track as it is set now; undefined when there is none of that id. */
export function settingOf(document: Document, trackId: Id): TrackSetting | undefined {
  const track = document.tracks[trackId]
  if (!track) return undefined
  const lanes = Object.values(document.lanes[trackId] ?? {}).map((lane) => ({
    lane,
    points: Object.values(document.pages[lane.id] ?? {})
      .flatMap(({ points }) => points)
      .sort((a, b) => a.frame - b.frame),
  }))
  return { track, devices: devicesOfOwner(document, trackId), sends: sendsOfTrack(document, trackId), lanes }
}

/**
 * The edits that put a setting into a document as a track of `place`'s id, name, order, song and output, with new ids from `newId` for
 * everything in it. What it names that the song has not (side-chain sources, targets of sends, files) is left out.
 */
export function settingEdits(
  document: Document,
  setting: TrackSetting,
  place: Pick<Track, 'id' | 'songId' | 'name' | 'order' | 'outputId'>,
  newId: () => Id,
): SingleEdit[] {
  const isHere = (id: Id) => document.tracks[id]?.songId === place.songId
  const ids = new Map<Id, Id>()
  const renamed = (id: Id): Id => {
    const known = ids.get(id) ?? newId()
    ids.set(id, known)
    return known
  }
  const sends = setting.sends.filter(({ targetId }) => isHere(targetId))
  const kept = new Set([...setting.devices.map(({ id }) => id), ...sends.map(({ id }) => id)])
  const isKept = ({ target }: AutomationLane) =>
    target.kind === 'strip' || kept.has(target.kind === 'send' ? target.sendId : target.deviceId)
  const edits: SingleEdit[] = [{ type: 'addTrack', track: { ...setting.track, ...place, solo: false, frozen: null } }]
  for (const device of setting.devices) {
    const keyTrackId = device.keyTrackId !== null && isHere(device.keyTrackId) ? device.keyTrackId : null
    const fileAssetId = device.fileAssetId !== null && document.assets[device.fileAssetId] ? device.fileAssetId : null
    edits.push({
      type: 'addDevice',
      device: { ...device, id: renamed(device.id), ownerId: place.id, keyTrackId, fileAssetId },
    })
  }
  for (const send of sends) edits.push({ type: 'addSend', send: { ...send, id: renamed(send.id), trackId: place.id } })
  for (const { lane, points } of setting.lanes.filter((each) => isKept(each.lane))) {
    const laneId = renamed(lane.id)
    const target = renamedTarget(lane.target, renamed)
    edits.push({ type: 'addLane', lane: { ...lane, id: laneId, ownerId: place.id, target } })
    const last = points.at(-1)
    if (last)
      edits.push({
        type: 'editAutomation',
        ownerId: place.id,
        laneId,
        fromFrame: 0,
        toFrame: last.frame + 1,
        points: [...points],
      })
  }
  return edits
}
