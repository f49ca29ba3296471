import type { MediaSound } from '../../shared/contract/media.ts'
import { audioUses } from '../../shared/model/audio-uses.ts'
import type { Document } from '../../shared/model/document.ts'
import type { SoundState } from '../pool/pool-look.ts'
import type { UsageResult } from './usage-job.ts'

/** A project's audio as a list, in the order it came in. `states` by pool hash; what is absent is whole. */
export function mediaSounds(
  document: Document,
  usage: UsageResult,
  states: Readonly<Record<string, SoundState>>,
): MediaSound[] {
  const uses = audioUses(document)
  const inHistory = new Set(usage.inHistory)
  const originals = new Set(usage.originals)
  return Object.values(document.assets).map((asset) => ({
    assetId: asset.id,
    name: asset.name,
    originalName: asset.originalName,
    sourceFormat: asset.sourceFormat,
    sourceRate: asset.sourceRate,
    channels: asset.channels,
    frames: asset.frames,
    poolHash: asset.poolHash,
    sourceHash: asset.sourceHash,
    bytes: (usage.files[asset.id] ?? []).reduce((sum, { bytes }) => sum + bytes, 0),
    state: states[asset.poolHash] ?? 'ok',
    uses: uses.get(asset.id) ?? [],
    inHistory: inHistory.has(asset.id),
    hasOriginal: originals.has(asset.sourceHash),
  }))
}
