import type { Document, Id, Snapshot, Track } from './document.ts'
import { tracksOfSong } from './selectors.ts'
import type { MixState, StripState } from './snapshot.ts'

/** A strip's own settings, as a snapshot keeps them. */
function stripState(track: Track): StripState {
  const { kind, name, trimDb, polarityInverted, channelMode, delayFrames } = track
  const { faderDb, faderTrimDb, pan, panWidth, panLaw, panMode, mute, outputId } = track
  return {
    kind,
    name,
    trimDb,
    polarityInverted,
    channelMode,
    delayFrames,
    faderDb,
    faderTrimDb,
    pan,
    panWidth,
    panLaw,
    panMode,
    mute,
    outputId,
  }
}

/** A song's mix as it is now. The records are the document's own, not copies. */
export function mixStateOf(document: Document, songId: Id): MixState {
  const state: MixState = { strips: {}, devices: {}, sends: {}, lanes: {}, pages: {} }
  const tracks = tracksOfSong(document, songId)
  for (const track of tracks) state.strips[track.id] = stripState(track)
  for (const ownerId of [songId, ...tracks.map(({ id }) => id)]) {
    state.devices[ownerId] = document.devices[ownerId] ?? {}
    const sends = document.sends[ownerId]
    if (sends) state.sends[ownerId] = sends
    const lanes = document.lanes[ownerId]
    if (!lanes) continue
    state.lanes[ownerId] = lanes
    for (const laneId of Object.keys(lanes)) {
      const pages = document.pages[laneId]
      if (pages) state.pages[laneId] = pages
    }
  }
  return state
}

/** The track that a strip of a snapshot is now; undefined when it is gone, or another one has taken its id. */
export function trackOfStrip(document: Document, { songId, state }: Snapshot, trackId: Id): Track | undefined {
  const track = document.tracks[trackId]
  return track?.songId === songId && track.kind === state.strips[trackId]?.kind ? track : undefined
}

/** Names of the tracks that a snapshot knows and that are gone, which a recall leaves out. */
export function goneStrips(document: Document, snapshot: Snapshot): string[] {
  return Object.entries(snapshot.state.strips)
    .filter(([trackId]) => !trackOfStrip(document, snapshot, trackId))
    .map(([, { name }]) => name)
}

/** A song's snapshots, oldest first. */
export function snapshotsOfSong(document: Document, songId: Id): Snapshot[] {
  return Object.values(document.snapshots)
    .filter((snapshot) => snapshot.songId === songId)
    .sort((a, b) => (a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id) ? -1 : 1))
}

/** Whether two values of plain data are alike. */
function isAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isAlike((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  )
}

/**
 * Whether a song's mix is the snapshot's, so that a recall would change nothing. Tracks that came since do not count; that a
 * strip of the snapshot is gone does.
 */
export function isMixOf(document: Document, snapshot: Snapshot): boolean {
  const { songId, state } = snapshot
  const levels = Object.entries(state.strips).every(([trackId, { name: _name, ...strip }]) => {
    const track = trackOfStrip(document, snapshot, trackId)
    const { name: _now, ...now } = track ? stripState(track) : { name: '' }
    return track !== undefined && isAlike(now, strip)
  })
  if (!levels) return false
  return [songId, ...Object.keys(state.strips)].every((ownerId) => {
    const lanes = state.lanes[ownerId] ?? {}
    return (
      isAlike(document.devices[ownerId] ?? {}, state.devices[ownerId] ?? {}) &&
      isAlike(document.sends[ownerId] ?? {}, state.sends[ownerId] ?? {}) &&
      isAlike(document.lanes[ownerId] ?? {}, lanes) &&
      Object.keys(lanes).every((laneId) => isAlike(document.pages[laneId] ?? {}, state.pages[laneId] ?? {}))
    )
  })
}
