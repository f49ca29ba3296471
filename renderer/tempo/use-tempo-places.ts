import { useMemo } from 'react'
import type { Id, Song } from '../../shared/model/document.ts'
import { tempoMap } from '../../shared/model/tempo-map.ts'
import { snapTargets } from '../app/timeline-info.ts'
import { noSnap, snapFrame } from '../arrange/snap.ts'
import { useDocument, useSampleRate } from '../document/hooks.ts'
import { type SignaturePlace, signaturePlaces, type TempoPlace, tempoPlaces } from './tempo-places.ts'

/** A song's tempos from left to right, its own first; the same list as long as none changes. */
export function useTempoPlaces(song: Song): readonly TempoPlace[] {
  const points = useDocument((document) => document.tempos[song.id], undefined)
  return useMemo(() => tempoPlaces(song, points), [song, points])
}

/** A song's time signatures, likewise. */
export function useSignaturePlaces(song: Song): readonly SignaturePlace[] {
  const changes = useDocument((document) => document.signatures[song.id], undefined)
  return useMemo(() => signaturePlaces(song, changes), [song, changes])
}

/** Those with a record of their own but one. */
function recordsWithout<T extends { id: Id | null }>(places: readonly T[], id: Id | null): (T & { id: Id })[] {
  return places.filter((place): place is T & { id: Id } => place.id !== null && place.id !== id)
}

/** Where a tempo or a time signature that is moved to a frame comes to lie. */
export type SnapPlace = (id: Id | null, frame: number, free: boolean) => number

/** Snaps to the grid as it would be without what is moved: its own lines would run away from the hand. */
export function useSnapPlace(song: Song): SnapPlace {
  const tempos = useTempoPlaces(song)
  const signatures = useSignaturePlaces(song)
  const sampleRate = useSampleRate()
  return (id, frame, free) => {
    const map = () => tempoMap(sampleRate, song, recordsWithout(tempos, id), recordsWithout(signatures, id))
    return snapFrame(Math.max(0, frame), free ? noSnap : snapTargets(new Set(), map()))
  }
}
