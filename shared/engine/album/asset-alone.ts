import { albumSequence } from '../../model/album-sequence.ts'
import { documentOfAlbum } from '../../model/album-song.ts'
import { newAlbumMaster } from '../../model/defaults.ts'
import type { Asset, Document } from '../../model/document.ts'

/** A project whose album is one imported master and nothing behind it, so that it is measured as it will be heard. */
export function assetAlone(document: Document, asset: Asset): Document {
  const item = newAlbumMaster('alone', asset, 0)
  const sequence = albumSequence([{ item, frames: asset.frames }], document.project.sampleRate, false)
  const { poolHash, channels, frames } = asset
  const sounds = new Map([[item.id, { poolHash, channels, frames, gainDb: 0 }]])
  return documentOfAlbum({ ...document, albumItems: { [item.id]: item } }, sequence, sounds, { rack: [], drive: null })
}
