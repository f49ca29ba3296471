import { automatedValue, isSameTarget } from './automation-target.ts'
import type { Check } from './check-document.ts'
import type { Document } from './document.ts'
import { pointsOfLane } from './selectors.ts'

/** Devices are filed under the strip, song or album that is there, listen inside its song, and play what is in the pool. */
export function checkDevices(document: Document, check: Check): void {
  for (const [ownerId, devices] of Object.entries(document.devices)) {
    const owner = document.tracks[ownerId]
    check(
      owner !== undefined || document.songs[ownerId] !== undefined || document.album.id === ownerId,
      `Devices lie on the missing owner ${ownerId}.`,
    )
    for (const [key, device] of Object.entries(devices)) {
      check(device.id === key && device.ownerId === ownerId, `The device ${device.id} is filed in the wrong place.`)
      check(
        device.keyTrackId === null || document.tracks[device.keyTrackId]?.songId === (owner?.songId ?? ownerId),
        `The device ${device.id} listens to ${device.keyTrackId}, which is no track of its song.`,
      )
      check(
        device.fileAssetId === null || document.assets[device.fileAssetId] !== undefined,
        `The device ${device.id} plays the missing audio ${device.fileAssetId}.`,
      )
    }
  }
}

/** A rack is a song's or the album's, and places only what stands in it. */
export function checkRacks(document: Document, check: Check): void {
  for (const [ownerId, rack] of Object.entries(document.racks)) {
    check(
      rack.id === ownerId && (document.songs[ownerId] !== undefined || document.album.id === ownerId),
      `The rack ${rack.id} is filed in the wrong place.`,
    )
    const placed = (devices: object, places: object) => Object.keys(places).every((id) => id in devices)
    check(placed(document.devices[ownerId] ?? {}, rack.places), `The rack ${rack.id} places what is not there.`)
    for (const state of Object.values(rack.slots))
      if (state)
        check(placed(state.devices, state.places), `A rack that ${rack.id} put aside places what is not there.`)
  }
}

export function checkSends(document: Document, check: Check): void {
  for (const [trackId, sends] of Object.entries(document.sends)) {
    const track = document.tracks[trackId]
    check(track !== undefined && track.kind !== 'master', `Sends lie on ${trackId}, which sends nothing.`)
    for (const [key, send] of Object.entries(sends)) {
      check(send.id === key && send.trackId === trackId, `The send ${send.id} is filed in the wrong place.`)
      const target = document.tracks[send.targetId]
      check(
        target?.kind === 'bus' && target.songId === track?.songId,
        `A send of "${track?.name}" reaches no bus of its song.`,
      )
    }
  }
}

/** Every lane moves a value that no other lane moves, and its points ascend inside that value's range. */
export function checkAutomation(document: Document, check: Check): void {
  const laneIds = new Set<string>()
  for (const [ownerId, lanes] of Object.entries(document.lanes))
    for (const [key, lane] of Object.entries(lanes)) {
      check(lane.id === key && lane.ownerId === ownerId, `The lane ${lane.id} is filed in the wrong place.`)
      check(!laneIds.has(lane.id), `The lane ${lane.id} is there twice.`)
      laneIds.add(lane.id)
      const value = automatedValue(document, ownerId, lane.target)
      check(value !== null, `The lane ${lane.id} moves nothing.`)
      check(
        Object.values(lanes).every((other) => other === lane || !isSameTarget(other.target, lane.target)),
        `The lane ${lane.id} moves what another one moves.`,
      )
      const points = pointsOfLane(document, lane.id)
      check(
        points.every((point, index) => index === 0 || points[index - 1]!.frame < point.frame),
        `The points of the lane ${lane.id} do not ascend.`,
      )
      check(
        value === null || points.every((point) => point.value >= value.min && point.value <= value.max),
        `A point of the lane ${lane.id} is out of range.`,
      )
    }
  for (const [laneId, pages] of Object.entries(document.pages)) {
    check(laneIds.has(laneId), `Automation lies on the missing lane ${laneId}.`)
    for (const [key, page] of Object.entries(pages))
      check(page.id === key && page.laneId === laneId, `The page ${page.id} is filed in the wrong place.`)
  }
}

/** A link group has strips of its own song, each once. */
export function checkLinkGroups(document: Document, check: Check): void {
  for (const { name, songId, trackIds } of Object.values(document.linkGroups)) {
    check(document.songs[songId] !== undefined, `The link group "${name}" belongs to no song.`)
    check(
      trackIds.every((id) => document.tracks[id]?.songId === songId),
      `The link group "${name}" has a strip that is not of its song.`,
    )
    check(new Set(trackIds).size === trackIds.length, `The link group "${name}" has a strip twice.`)
  }
}

/** A snapshot is of a song that is there, and what its devices play is still in the pool; its strips may be gone. */
export function checkSnapshots(document: Document, check: Check): void {
  const slots = new Set<string>()
  for (const { name, songId, slot, state } of Object.values(document.snapshots)) {
    check(slot === null || !slots.has(`${songId} ${slot}`), `The snapshot "${name}" lies on a button with another one.`)
    slots.add(`${songId} ${slot}`)
    check(document.songs[songId] !== undefined, `The snapshot "${name}" belongs to no song.`)
    for (const devices of Object.values(state.devices))
      for (const { fileAssetId } of Object.values(devices))
        check(
          fileAssetId === null || document.assets[fileAssetId] !== undefined,
          `The snapshot "${name}" plays the missing audio ${fileAssetId}.`,
        )
  }
}
