import type { Device, Document, Id } from './document.ts'

/** The songs' audio that is not to be had, by asset. */
export type OfflineAudio = ReadonlySet<Id>

interface Sounding {
  offline: OfflineAudio
  from: Document
  to: Document
}

/** What was asked last: one document is played while it is edited, and most edits leave its audio alone. */
let last: Sounding | null = null

function devicesWithout(devices: Document['devices'], offline: OfflineAudio): Document['devices'] {
  const changed = Object.entries(devices).filter(([, owned]) =>
    Object.values(owned).some(({ fileAssetId }) => fileAssetId !== null && offline.has(fileAssetId)),
  )
  if (changed.length === 0) return devices
  const silent = (device: Device): Device =>
    device.fileAssetId !== null && offline.has(device.fileAssetId) ? { ...device, fileAssetId: null } : device
  const withoutFiles = changed.map(([owner, owned]) => [
    owner,
    Object.fromEntries(Object.entries(owned).map(([id, device]) => [id, silent(device)])),
  ])
  return { ...devices, ...Object.fromEntries(withoutFiles) }
}

/**
 * The document as it sounds while some of its audio is offline: without those assets, so that their clips are silent, and with
 * the devices that play one as if none was chosen. For playing and rendering, never for editing. Parts that stay the same are
 * the same objects from one edit to the next.
 */
export function soundingDocument(document: Document, offline: OfflineAudio): Document {
  if (offline.size === 0) return document
  if (last?.from === document && last.offline === offline) return last.to
  const isSameAudio = last?.offline === offline && last.from.assets === document.assets
  const assets = isSameAudio
    ? last!.to.assets
    : Object.fromEntries(Object.entries(document.assets).filter(([id]) => !offline.has(id)))
  const isSameDevices = last?.offline === offline && last.from.devices === document.devices
  const devices = isSameDevices ? last!.to.devices : devicesWithout(document.devices, offline)
  last = { offline, from: document, to: { ...document, assets, devices } }
  return last.to
}

/** Names of the offline audio that a song would play, once each: clips that are muted and devices that are bypassed miss none. */
export function offlineInSong(document: Document, songId: Id, offline: OfflineAudio): string[] {
  if (offline.size === 0) return []
  const missed = new Set<Id>()
  for (const owner of [songId, ...Object.keys(document.tracks)]) {
    if (owner !== songId && document.tracks[owner]?.songId !== songId) continue
    for (const { assetId, muted } of Object.values(document.clips[owner] ?? {}))
      if (!muted && offline.has(assetId)) missed.add(assetId)
    for (const { fileAssetId, bypass } of Object.values(document.devices[owner] ?? {}))
      if (!bypass && fileAssetId !== null && offline.has(fileAssetId)) missed.add(fileAssetId)
  }
  return [...missed].map((id) => document.assets[id]?.name ?? id)
}

/** What is silent, in a sentence for notes and reports; at most three names. */
export function offlineSentence(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `“${name}”`)
  const others = names.length > 3 ? ` and ${names.length - 3} more` : ''
  return `The audio of ${shown.join(', ')}${others} is offline and silent.`
}
