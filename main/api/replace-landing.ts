import type { Placement } from '../../shared/contract/placement.ts'
import type { Asset, Document, Id } from '../../shared/model/document.ts'
import { apply } from '../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { EditRefused } from '../../shared/model/edits/refusal.ts'
import { type ReplaceAudio, replacementOf } from '../../shared/model/edits/replace-audio.ts'
import { replaceNotes } from '../../shared/model/replace-notes.ts'
import type { LandingFile } from './landing-spots.ts'

export interface Replaced {
  /** The document with the exchange, for what follows. */
  document: Document
  edits: SingleEdit[]
  /** The tracks whose clips it changed. */
  trackIds: Id[]
  notes: string[]
  error: { message: string; remedy: string } | null
}

/** A file in the place of audio that clips play. Where it cannot be, `error` says why and nothing is changed. */
export function landReplacement(
  document: Document,
  { name, assets }: LandingFile,
  { assetId, scope }: Extract<Placement, { kind: 'replace' }>,
  file: (asset: Asset) => Asset,
): Replaced {
  const nothing = { document, edits: [], trackIds: [], notes: [], error: null }
  const old = document.assets[assetId]
  if (!old) {
    const error = { message: `The audio that “${name}” was to replace is gone.`, remedy: 'Undo its removal.' }
    return { ...nothing, error }
  }
  const imported = assets.length === 1 ? assets[0] : assets[old.channelIndex ?? -1]
  if (!imported) {
    const message = `“${name}” has ${assets.length} channels, and “${old.name}” is ${old.channels === 1 ? 'mono' : 'stereo'}.`
    return { ...nothing, error: { message, remedy: 'Replace it with a mono or a stereo file.' } }
  }
  if (imported.poolHash === old.poolHash)
    return { ...nothing, notes: [`“${name}” holds the same sound as “${old.name}”; nothing was changed.`] }
  const asset = file(imported)
  const withAsset = document.assets[asset.id] ? document : apply(document, { type: 'addAsset', asset }).document
  const edit: ReplaceAudio = { type: 'replaceAudio', fromAssetId: old.id, toAssetId: asset.id, scope }
  try {
    const { clips } = replacementOf(withAsset, edit)
    const changed = apply(withAsset, edit).document
    return {
      document: changed,
      edits: [edit],
      trackIds: [...new Set(clips.map(({ before }) => before.trackId))],
      notes: replaceNotes(withAsset, edit),
      error: null,
    }
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error
    return { ...nothing, error: { message: error.message, remedy: error.remedy } }
  }
}
