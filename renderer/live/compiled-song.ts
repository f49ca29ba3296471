import { compilePlan, type Plan } from '../../shared/engine/mixer/plan.ts'
import { compilePlaylist, type PlaylistRegion } from '../../shared/engine/playlist/playlist.ts'
import type { Clip, Document, Id } from '../../shared/model/document.ts'
import { clipsOfTrack, tracksOfSong } from '../../shared/model/selectors.ts'
import { type TempoMap, tempoMapOf } from '../../shared/model/tempo-map.ts'
import type { Loop } from './stream/play-order.ts'
import type { PoolAsset } from './stream/pool-cache.ts'

export type Stage = 'mix' | 'master'

/** An audio track's playlist, and the records it was made of. */
interface CompiledTrack {
  readonly clips: Readonly<Record<Id, Clip>> | undefined
  readonly regions: readonly PlaylistRegion[]
}

/** Everything that playing a song needs, as plain data. */
export interface CompiledSong {
  readonly plan: Plan
  /** By track id. */
  readonly tracks: Readonly<Record<Id, CompiledTrack>>
  readonly assets: Readonly<Record<Id, PoolAsset>>
  /** The document's assets these were made of. */
  readonly assetRecords: Document['assets']
  readonly loop: Loop
  readonly startFrame: number
  readonly tempo: TempoMap
}

function poolAssets(document: Document): Record<Id, PoolAsset> {
  const assets: Record<Id, PoolAsset> = {}
  for (const { id, name, poolHash, channels, frames } of Object.values(document.assets))
    assets[id] = { name, poolHash, channels, frames }
  return assets
}

/**
 * Compiles a song for listening, solo included. Playlists of tracks that did not change since `before` are taken over as
 * they are. Throws PlanError.
 */
export function compileSong(document: Document, songId: Id, stage: Stage, before: CompiledSong | null): CompiledSong {
  const plan = compilePlan(document, songId, { stage, withSolo: true })
  const song = document.songs[songId]!
  const sameAssets = before?.assetRecords === document.assets
  const tracks: Record<Id, CompiledTrack> = {}
  for (const { id, kind } of tracksOfSong(document, songId)) {
    if (kind !== 'audio') continue
    const clips = document.clips[id]
    const known = before?.tracks[id]
    tracks[id] =
      known && sameAssets && known.clips === clips
        ? known
        : { clips, regions: compilePlaylist(clipsOfTrack(document, id), document.assets, document.project.sampleRate) }
  }
  return {
    plan,
    tracks,
    assets: sameAssets ? before.assets : poolAssets(document),
    assetRecords: document.assets,
    loop: { on: song.loopOn, startFrame: song.loopStartFrame, endFrame: song.loopEndFrame },
    startFrame: song.startFrame,
    tempo: tempoMapOf(document, songId),
  }
}
