import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { albumFindings } from '../../shared/model/album-checks/album-checks.ts'
import type { AlbumFacts, Finding } from '../../shared/model/album-checks/finding.ts'
import { type AlbumPlace, albumSequence } from '../../shared/model/album-sequence.ts'
import type { AlbumItem, Document, Id } from '../../shared/model/document.ts'
import { itemsOfAlbum, songLengthFrames } from '../../shared/model/selectors.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocumentState } from '../document/hooks.ts'
import { type ItemState, useAlbumState } from './album-state.ts'
import { useCover } from './cover-store.ts'

/** An item with its place on the album. */
export interface PlacedItem extends AlbumPlace {
  readonly item: AlbumItem
  /** Length of its own sound before trims. */
  readonly sourceFrames: number
  /** The most it can overlap what comes before it. */
  readonly mostOverlap: number
}

/** How long an item's own sound is: as it was rendered, else as long as its song or its master. */
function sourceFrames(document: Document, item: AlbumItem, state: ItemState | undefined): number {
  if (item.assetId !== null) return document.assets[item.assetId]?.frames ?? 0
  if (state?.frames != null) return state.frames
  const song = document.songs[item.songId ?? '']
  if (!song) return 0
  return Math.max(0, (song.endFrame ?? songLengthFrames(document, song.id)) - song.startFrame)
}

/** The album's items, in order, with the length of their sound, and where they stand. */
function sequenceNow(document: Document, states: Readonly<Record<Id, ItemState>>) {
  const sources = itemsOfAlbum(document).map((item) => ({
    item,
    frames: sourceFrames(document, item, states[item.id]),
  }))
  const { sampleRate } = document.project
  return { sources, sequence: albumSequence(sources, sampleRate, document.album.sectorAligned) }
}

/** The items in album order on the album's timeline. */
function placeItems(document: Document, states: Readonly<Record<Id, ItemState>>): PlacedItem[] {
  const { sources, sequence } = sequenceNow(document, states)
  return sequence.places.map((place, index) => {
    const before = sequence.places[index - 1]
    const free = before ? before.lengthFrames - before.crossfadeFrames - 1 : 0
    const { item, frames } = sources[index]!
    return { ...place, item, sourceFrames: frames, mostOverlap: Math.max(0, Math.min(place.lengthFrames, free)) }
  })
}

/** The items on the album's timeline as the document has them now, between two repaints of the page. */
export function placedNow(): PlacedItem[] {
  const { document } = documentStore.getState()
  return document ? placeItems(document, useAlbumState.getState().items) : []
}

export function usePlacedItems(): readonly PlacedItem[] {
  const document = useDocumentState((state) => state.document)
  const states = useAlbumState((state) => state.items)
  return useMemo(() => (document ? placeItems(document, states) : []), [document, states])
}

/** What stands between the album and its release. A drag in hand does not count before it is let go. */
export function useFindings(): readonly Finding[] {
  const document = useDocumentState((state) => state.settled)
  const states = useAlbumState((state) => state.items)
  const cover = useCover(useShallow(({ file, size }) => ({ file, size })))
  return useMemo(() => {
    if (!document) return []
    const { sources, sequence } = sequenceNow(document, states)
    const facts: AlbumFacts = {
      document,
      items: sources.map(({ item }) => item),
      sequence,
      sounds: new Map(Object.entries(states).filter(([, { state }]) => state === 'fresh' || state === 'stale')),
      cover: cover.file === document.album.coverFile ? cover.size : null,
    }
    return albumFindings(facts)
  }, [document, states, cover])
}
