import { audioUses } from '../../shared/model/audio-uses.ts'
import type { Asset, Document, Id } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import type { SizedFile, UsageResult } from './usage-job.ts'

/** What can be removed of a project's audio without anybody missing it. */
export interface Unused {
  /** Assets that nothing uses and nothing brings back into use. */
  assets: Asset[]
  /** Their files as far as no other asset shares them, and the files that no asset names. */
  files: SizedFile[]
  bytes: number
}

export function unusedOf(document: Document, usage: UsageResult): Unused {
  const uses = audioUses(document)
  const kept = new Set(usage.inHistory)
  const isUnused = ({ id }: Asset) => uses.get(id)?.length === 0 && !kept.has(id)
  const all = Object.values(document.assets)
  const assets = all.filter(isUnused)
  const shared = new Set(all.filter((asset) => !isUnused(asset)).flatMap(({ id }) => pathsOf(usage, id)))
  const files = new Map<string, SizedFile>()
  for (const { id } of assets)
    for (const file of usage.files[id] ?? []) if (!shared.has(file.path)) files.set(file.path, file)
  for (const file of usage.strays) files.set(file.path, file)
  const list = [...files.values()]
  return { assets, files: list, bytes: list.reduce((sum, { bytes }) => sum + bytes, 0) }
}

function pathsOf(usage: UsageResult, assetId: Id): string[] {
  return (usage.files[assetId] ?? []).map(({ path }) => path)
}

/** The step of the history that takes unused assets out of the document; null where there are none. */
export function removalEdit(assets: readonly Asset[]): { type: 'batch'; label: string; edits: SingleEdit[] } | null {
  if (assets.length === 0) return null
  const label = assets.length === 1 ? `Remove unused ${assets[0]!.name}` : `Remove ${assets.length} unused sounds`
  return {
    type: 'batch',
    label: label.slice(0, 200),
    edits: assets.map(({ id }): SingleEdit => ({ type: 'removeAsset', assetId: id })),
  }
}
