import { randomUUID } from 'node:crypto'
import { placesOnAlbum } from '../../shared/model/album-adding.ts'
import { newAlbumItem, newAlbumMaster, newClip, newTrack } from '../../shared/model/defaults.ts'
import type { Asset, Document, Id } from '../../shared/model/document.ts'
import type { Edit, SingleEdit } from '../../shared/model/edits/edit.ts'
import { newSongEdit } from '../../shared/model/new-song.ts'
import { masterOfSong, songsInOrder, tracksOfSong } from '../../shared/model/selectors.ts'
import { type Landing, type LandingFile, type Spot, spotsOf } from './landing-spots.ts'
import { landReplacement, type Replaced } from './replace-landing.ts'

/** What became of a file: where its clips lie now, what the user should know of it, and why it was refused, if it was. */
export interface Landed {
  trackIds: Id[]
  notes: string[]
  error: { message: string; remedy: string } | null
}

interface LandingEdit {
  /** Null where nothing of the document changes. */
  edit: Extract<Edit, { type: 'batch' }> | null
  /** One per file. */
  landed: Landed[]
}

/**
 * The one edit that brings imported files into a song. New tracks stand below the others; sound that the document has already
 * is not filed twice.
 */
export function landingEdit(document: Document, landing: Landing): LandingEdit {
  const known = new Map(Object.values(document.assets).map((asset) => [asset.poolHash, asset]))
  const filed: SingleEdit[] = []
  const file = (asset: Asset): Asset => {
    const same = known.get(asset.poolHash)
    if (same) return same
    known.set(asset.poolHash, asset)
    filed.push({ type: 'addAsset', asset })
    return asset
  }
  // What is there is exchanged before anything new lies beside it.
  const exchanged: SingleEdit[] = []
  const added: SingleEdit[] = []
  const newTrackFor = trackMaker(document, landing.songId, added)
  const rowTracks = new Map<Id, Id>()
  const spots = spotsOf(landing)
  let nextReference = Object.values(document.references).reduce((highest, { order }) => Math.max(highest, order), -1)
  let nextSong = songsInOrder(document).at(-1)?.order ?? -1
  const albumPlace = placesOnAlbum(document)
  let current = document

  const landed = landing.files.map((each, index): Landed => {
    if (each.place?.kind === 'replace') {
      const replaced: Replaced = landReplacement(current, each, each.place, file)
      current = replaced.document
      exchanged.push(...replaced.edits)
      return replaced
    }
    if (each.place?.kind === 'reference') return landAsReference(each)
    if (each.place?.kind === 'device') return landInDevice(each, each.place)
    if (each.place?.kind === 'albumMaster') return landAsMaster(each)
    if (each.place?.kind === 'albumSong') return landAsSong(each)
    return landOnTracks(each, spots[index]!)
  })

  function landAsReference({ name, assets }: LandingFile): Landed {
    if (assets.length > 1) return tooWide(name, assets.length, 'a reference')
    const asset = file(assets[0]!)
    nextReference += 1
    const record = { id: randomUUID(), assetId: asset.id, name: assets[0]!.name, order: nextReference }
    added.push({ type: 'addReference', reference: { ...record, trimDb: 0, startFrame: 0, endFrame: null } })
    return { trackIds: [], notes: [], error: null }
  }

  function landInDevice({ name, assets }: LandingFile, { ownerId, deviceId }: { ownerId: Id; deviceId: Id }): Landed {
    const device = document.devices[ownerId]?.[deviceId]
    if (assets.length > 1) return tooWide(name, assets.length, 'what a device plays')
    if (!device) {
      const message = `The device that was to play “${name}” has been removed.`
      return { trackIds: [], notes: [], error: { message, remedy: 'Add the device again and give it the file there.' } }
    }
    const set = { fileAssetId: file(assets[0]!).id }
    if (device.fileAssetId !== set.fileAssetId) added.push({ type: 'updateDevice', ownerId, deviceId, set })
    return { trackIds: [], notes: [], error: null }
  }

  function landAsMaster({ name, assets }: LandingFile): Landed {
    if (assets.length > 1) return tooWide(name, assets.length, 'a master')
    const item = newAlbumMaster(randomUUID(), file(assets[0]!), 0)
    added.push({ type: 'addAlbumItem', item: { ...item, title: assets[0]!.name, ...albumPlace() } })
    return { trackIds: [], notes: [], error: null }
  }

  function landAsSong({ name, assets }: LandingFile): Landed {
    if (assets.length > 1) return tooWide(name, assets.length, 'a mix for the album')
    const asset = file(assets[0]!)
    const title = assets[0]!.name
    const [songId, masterId, trackId] = [randomUUID(), randomUUID(), randomUUID()]
    nextSong += 1
    const song = newSongEdit({ songId, masterId, title, order: nextSong })
    const track = newTrack(trackId, songId, 'audio', title, 0, masterId, 0, asset.channels)
    added.push(
      song,
      { type: 'addTrack', track },
      { type: 'addClip', clip: { ...newClip(randomUUID(), trackId, asset, 0), name: title } },
      { type: 'addAlbumItem', item: { ...newAlbumItem(randomUUID(), song.song, 0), ...albumPlace() } },
    )
    return { trackIds: [trackId], notes: [], error: null }
  }

  function landOnTracks({ name, assets }: LandingFile, { row, startFrame, trackId, channels }: Spot): Landed {
    const isSplit = assets.length > 1
    const trackOf = (asset: Asset): Id => {
      if (isSplit) return newTrackFor(asset.name, asset.channels)
      const there = trackId ?? (row === null ? undefined : rowTracks.get(row)) ?? newTrackFor(asset.name, channels)
      if (row !== null) rowTracks.set(row, there)
      return there
    }
    const trackIds = assets.map((imported) => {
      const asset = file(imported)
      const onTrack = trackOf(imported)
      const clip = { ...newClip(randomUUID(), onTrack, asset, startFrame), name: imported.name }
      added.push({ type: 'addClip', clip })
      return onTrack
    })
    const isApart = isSplit && (trackId !== null || row !== null)
    const notes = isApart ? [`“${name}” has ${assets.length} channels, which lie on tracks of their own.`] : []
    return { trackIds, notes, error: null }
  }

  const edits = [...filed, ...exchanged, ...added]
  if (edits.length === 0) return { edit: null, landed }
  return { edit: { type: 'batch', label: labelFor(landing.files).slice(0, 200), edits }, landed }
}

function tooWide(name: string, channels: number, what: string): Landed {
  const message = `“${name}” has ${channels} channels, and ${what} is mono or stereo.`
  return { trackIds: [], notes: [], error: { message, remedy: 'Choose a mono or a stereo file.' } }
}

function labelFor(files: readonly LandingFile[]): string {
  const verb = files.every(({ place }) => place?.kind === 'replace') ? 'Replace with' : 'Import'
  return files.length === 1 ? `${verb} ${files[0]!.name}` : `${verb} ${files.length} files`
}

/** Adds audio tracks below those of a song, in the colours that follow. */
function trackMaker(document: Document, songId: Id, edits: SingleEdit[]): (name: string, channels: 1 | 2) => Id {
  const tracks = tracksOfSong(document, songId).filter(({ kind }) => kind !== 'master')
  const masterId = masterOfSong(document, songId)?.id ?? null
  let order = tracks.reduce((highest, track) => Math.max(highest, track.order), -1)
  let colour = tracks.length
  return (name, channels) => {
    order += 1
    const track = newTrack(randomUUID(), songId, 'audio', name, order, masterId, colour++, channels)
    edits.push({ type: 'addTrack', track })
    return track.id
  }
}
