import type { Track } from '../../model/document.ts'
import { destinationsOf } from './routing.ts'

/**
 * The tracks another track's solo silences. Audible stay: soloed tracks, what they feed, what feeds a soloed bus, tracks
 * that are solo-safe, and the master.
 */
export function silencedBySolo(tracks: readonly Track[]): ReadonlySet<string> {
  const soloed = tracks.filter((track) => track.solo && track.kind !== 'master')
  if (soloed.length === 0) return new Set()
  const byId = new Map(tracks.map((track) => [track.id, track]))
  const audible = new Set(soloed.map((track) => track.id))
  for (const track of soloed) for (const id of destinationsOf(byId, track.id)) audible.add(id)
  const soloedIds = new Set(soloed.map((track) => track.id))
  for (const track of tracks)
    if (track.soloSafe || track.kind === 'master' || destinationsOf(byId, track.id).some((id) => soloedIds.has(id)))
      audible.add(track.id)
  return new Set(tracks.filter((track) => !audible.has(track.id)).map((track) => track.id))
}
