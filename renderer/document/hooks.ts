import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type {
  Asset,
  Clip,
  Device,
  Document,
  Id,
  LinkGroup,
  Marker,
  Reference,
  Send,
  Song,
  Track,
} from '../../shared/model/document.ts'
import { linkGroupsOfSong, linkGroupsOfTrack } from '../../shared/model/link-group.ts'
import { keyChoices, outputChoices } from '../../shared/model/routing.ts'
import {
  clipsOfTrack,
  devicesOfOwner,
  markersOfSong,
  referencesInOrder,
  sendsOfTrack,
  songsInOrder,
  tracksOfSong,
} from '../../shared/model/selectors.ts'
import { type TempoMap, tempoMap, tempoMapOf } from '../../shared/model/tempo-map.ts'
import { type DocumentState, documentStore } from './document-store.ts'

const noTempo = tempoMap(48000, { tempoBpm: 120, beatsPerBar: 4, beatUnit: 4 })

/** Anything of the store's state; the component renders again when the selected value is another one. */
export function useDocumentState<T>(selector: (state: DocumentState) => T): T {
  return useStore(documentStore, selector)
}

/** Anything of the drawn document, or the fallback while no project is open. */
export function useDocument<T>(selector: (document: Document, songId: Id | null) => T, fallback: T): T {
  return useStore(documentStore, (state) => (state.document ? selector(state.document, state.songId) : fallback))
}

/** The same for lists: renders again only when an element is another one. */
export function useDocumentList<T>(selector: (document: Document, songId: Id | null) => readonly T[]): readonly T[] {
  return useStore(
    documentStore,
    useShallow((state) => (state.document ? selector(state.document, state.songId) : [])),
  )
}

export function useSongs(): readonly Song[] {
  return useDocumentList(songsInOrder)
}

/** The song on the page. */
export function useSong(): Song | undefined {
  return useDocument((document, songId) => (songId === null ? undefined : document.songs[songId]), undefined)
}

/** The musical time of the song on the page, or of none at 120 in 4/4. */
export function useTempoMap(): TempoMap {
  return useDocument((document, songId) => (songId === null ? noTempo : tempoMapOf(document, songId)), noTempo)
}

export function useSampleRate(): number {
  return useDocument((document) => document.project.sampleRate, 48000)
}

export function useTrack(trackId: Id | null): Track | undefined {
  return useDocument((document) => (trackId === null ? undefined : document.tracks[trackId]), undefined)
}

/** The song's tracks in document order, the master among them. */
export function useTracks(): readonly Track[] {
  return useDocumentList((document, songId) => (songId === null ? [] : tracksOfSong(document, songId)))
}

/** A track's clips from left to right. */
export function useClips(trackId: Id): readonly Clip[] {
  return useDocumentList((document) => clipsOfTrack(document, trackId))
}

/** The inserts of a track or the rack of a song, in order. */
export function useDevices(ownerId: Id): readonly Device[] {
  return useDocumentList((document) => devicesOfOwner(document, ownerId))
}

/** A strip's sends in their order. */
export function useSends(trackId: Id): readonly Send[] {
  return useDocumentList((document) => sendsOfTrack(document, trackId))
}

/** The strips that a device of `ownerId` can listen to. */
export function useKeyChoices(ownerId: Id): readonly Track[] {
  return useDocumentList((document) => keyChoices(document, ownerId))
}

/** The buses and the master that a strip can feed. */
export function useOutputChoices(trackId: Id): readonly Track[] {
  return useDocumentList((document) => outputChoices(document, trackId))
}

/** The groups a strip is linked in, by name. */
export function useLinkGroups(trackId: Id): readonly LinkGroup[] {
  return useDocumentList((document) => linkGroupsOfTrack(document, trackId))
}

/** The groups of the song on the page, by name. */
export function useSongLinkGroups(): readonly LinkGroup[] {
  return useDocumentList((document, songId) => (songId === null ? [] : linkGroupsOfSong(document, songId)))
}

export function useMarkers(): readonly Marker[] {
  return useDocumentList((document, songId) => (songId === null ? [] : markersOfSong(document, songId)))
}

/** The records to compare with, in order. */
export function useReferences(): readonly Reference[] {
  return useDocumentList(referencesInOrder)
}

/** Everything in the project's pool. */
export function useAssets(): readonly Asset[] {
  return useDocumentList((document) => Object.values(document.assets))
}
