import { useMemo } from 'react'
import type { Song } from '../../shared/model/document.ts'
import { useDocument } from '../document/hooks.ts'
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
