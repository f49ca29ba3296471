import type { Check } from './check-document.ts'
import type { AlbumItem, Document } from './document.ts'

function isNamedOnce({ kind, songId, assetId }: AlbumItem): boolean {
  return kind === 'song' ? songId !== null && assetId === null : songId === null && assetId !== null
}

/** A project has one album under its own id; every item plays one thing that is there, inside its length where that is known. */
export function checkAlbum(document: Document, check: Check): void {
  const { album, project } = document
  check(album.id === project.id, `The album is filed under ${album.id} and not under its project.`)
  check(document.devices[album.id] !== undefined, 'The album has no rack.')
  check(
    album.anchorItemId === null || document.albumItems[album.anchorItemId] !== undefined,
    'The anchor of the album is missing.',
  )
  for (const item of Object.values(document.albumItems)) {
    const asset = item.assetId === null ? undefined : document.assets[item.assetId]
    check(isNamedOnce(item), `The album item "${item.title}" names not exactly what it plays.`)
    check(
      item.kind === 'song' ? document.songs[item.songId ?? ''] !== undefined : asset !== undefined,
      `The album item "${item.title}" plays what is not there.`,
    )
    check(
      item.gapFrames === 0 || item.crossfadeFrames === 0,
      `The album item "${item.title}" waits for and overlaps what comes before it.`,
    )
    if (!asset) continue
    const left = asset.frames - item.trimStartFrames - item.trimEndFrames
    check(
      left > 0 && item.fadeInFrames + item.fadeOutFrames <= left,
      `The album item "${item.title}" leaves out or fades more than there is of it.`,
    )
  }
}
