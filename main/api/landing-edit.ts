import { randomUUID } from 'node:crypto'
import { newClip, newTrack } from '../../shared/model/defaults.ts'
import type { Asset, Document, Id } from '../../shared/model/document.ts'
import type { Edit, SingleEdit } from '../../shared/model/edits/edit.ts'
import { masterOfSong, tracksOfSong } from '../../shared/model/selectors.ts'

export interface Landing {
  songId: Id
  atFrame: number
  /** A single asset lands as a clip on this track instead of a new one. */
  trackId?: Id | undefined
  /** One entry per file: what it became in the pool. */
  files: readonly { name: string; assets: readonly Asset[] }[]
}

/**
 * The one edit that brings imported files into a song: per asset a new track below the others with a clip on it. Sound that
 * the document has already is not filed twice. `trackIds` tells where each file's clips lie.
 */
export function landingEdit(
  document: Document,
  landing: Landing,
): {
  edit: Extract<Edit, { type: 'batch' }>
  trackIds: Id[][]
} {
  const { songId, atFrame, files } = landing
  const edits: SingleEdit[] = []
  const known = new Map(Object.values(document.assets).map((asset) => [asset.poolHash, asset]))
  const file = (asset: Asset): Asset => {
    const same = known.get(asset.poolHash)
    if (same) return same
    known.set(asset.poolHash, asset)
    edits.push({ type: 'addAsset', asset })
    return asset
  }
  const tracks = tracksOfSong(document, songId).filter(({ kind }) => kind !== 'master')
  const masterId = masterOfSong(document, songId)?.id ?? null
  let order = tracks.reduce((highest, track) => Math.max(highest, track.order), -1)
  let colour = tracks.length
  const onto = landing.trackId !== undefined && files.length === 1 && files[0]?.assets.length === 1 && landing.trackId

  const trackIds = files.map(({ assets }) =>
    assets.map((imported) => {
      const asset = file(imported)
      const trackId = onto || randomUUID()
      if (!onto) {
        order += 1
        const track = newTrack(trackId, songId, 'audio', imported.name, order, masterId, colour++, asset.channels)
        edits.push({ type: 'addTrack', track })
      }
      edits.push({
        type: 'addClip',
        clip: { ...newClip(randomUUID(), trackId, asset, atFrame), name: imported.name },
      })
      return trackId
    }),
  )
  const label = files.length === 1 ? `Import ${files[0]!.name}` : `Import ${files.length} files`
  return { edit: { type: 'batch', label: label.slice(0, 200), edits }, trackIds }
}
