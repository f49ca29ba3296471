import type { Document, Id } from './document.ts'
import { shortHash, sounding, soundingTrack } from './frozen-tracks.ts'
import { isStageOff } from './rack.ts'
import { clipsOfTrack, devicesOfOwner, tracksOfSong } from './selectors.ts'

/** Names of everything that a song's sound depends on, in 16 hex digits each. */
export interface SongState {
  /** Of its mix, before the rack. */
  readonly mix: string
  /** Of its master: the mix, the rack and the target. */
  readonly master: string
}

interface Known {
  readonly parts: readonly unknown[]
  readonly state: SongState
}
const known = new Map<Id, Known>()

/**
 * Names the state of a song as it sounds in a document that plays as it stands (`documentAsItSounds`): two documents with the same
 * names give the same samples. Undefined when there is no such song.
 */
export function songState(document: Document, songId: Id): SongState | undefined {
  const { songs, tracks, clips, devices, racks, sends, lanes, pages, assets, tempos } = document
  const parts = [songs, tracks, clips, devices, racks, sends, lanes, pages, assets, tempos]
  const last = known.get(songId)
  if (last?.parts.every((part, index) => part === parts[index])) return last.state
  const state = stateOf(document, songId)
  if (state) known.set(songId, { parts, state })
  return state
}

function stateOf(document: Document, songId: Id): SongState | undefined {
  const song = document.songs[songId]
  if (!song) return undefined
  const hashOf = (assetId: Id | null) => (assetId === null ? null : (document.assets[assetId]?.poolHash ?? null))
  const chain = (ownerId: Id) =>
    devicesOfOwner(document, ownerId).map((device) => [
      device,
      hashOf(device.fileAssetId),
      isStageOff(document, device),
    ])
  const curves = (ownerId: Id) =>
    Object.values(document.lanes[ownerId] ?? {}).map((lane) => [lane, document.pages[lane.id] ?? null])
  const { tempoBpm, tempoShape, startFrame, endFrame, targetLufs } = song
  const mix = name([
    [tempoBpm, tempoShape, document.tempos[songId] ?? null, startFrame, endFrame],
    tracksOfSong(document, songId).map((track) => [
      soundingTrack(track),
      clipsOfTrack(document, track.id).map((clip) => [sounding(clip), hashOf(clip.assetId)]),
      chain(track.id),
      document.sends[track.id] ?? null,
      curves(track.id),
    ]),
  ])
  return { mix, master: name([mix, targetLufs, chain(songId), curves(songId)]) }
}

function name(value: unknown): string {
  const text = JSON.stringify(value)
  return shortHash(text, 0x811c9dc5) + shortHash(text, 0x9747b28c)
}
