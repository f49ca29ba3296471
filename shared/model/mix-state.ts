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
