import { z } from 'zod'
import { type AlbumItem, albumItemSchema, albumSchema } from '../album.ts'
import { type Document, type Id, idSchema } from '../document.ts'
import { EditRefused, mustBeNew, mustExist } from './refusal.ts'

export const updateAlbum = z.strictObject({
  type: z.literal('updateAlbum'),
  set: albumSchema.omit({ id: true }).partial(),
})
const { shape } = albumItemSchema
/** An item as it comes in an edit, which may leave out what stands at its default in most. */
const addedItem = albumItemSchema.extend({
  songId: shape.songId.default(null),
  assetId: shape.assetId.default(null),
  gapFrames: shape.gapFrames.default(0),
  crossfadeFrames: shape.crossfadeFrames.default(0),
  fadeInFrames: shape.fadeInFrames.default(0),
  fadeInShape: shape.fadeInShape.default('linear'),
  fadeOutFrames: shape.fadeOutFrames.default(0),
  fadeOutShape: shape.fadeOutShape.default('linear'),
  trimStartFrames: shape.trimStartFrames.default(0),
  trimEndFrames: shape.trimEndFrames.default(0),
  hidden: shape.hidden.default(false),
  loudnessOffsetDb: shape.loudnessOffsetDb.default(0),
  artist: shape.artist.default(''),
  composer: shape.composer.default(''),
  lyricist: shape.lyricist.default(''),
  producer: shape.producer.default(''),
  year: shape.year.default(null),
  genre: shape.genre.default(''),
  copyright: shape.copyright.default(''),
  isrc: shape.isrc.default(null),
  language: shape.language.default(''),
  explicit: shape.explicit.default(false),
  lyrics: shape.lyrics.default(''),
})
export const addAlbumItem = z.strictObject({ type: z.literal('addAlbumItem'), item: addedItem })
export const updateAlbumItem = z.strictObject({
  type: z.literal('updateAlbumItem'),
  itemId: idSchema,
  set: albumItemSchema.omit({ id: true, kind: true, songId: true, assetId: true }).partial(),
})
export const removeAlbumItem = z.strictObject({ type: z.literal('removeAlbumItem'), itemId: idSchema })

export function applyUpdateAlbum(draft: Document, edit: z.infer<typeof updateAlbum>): void {
  Object.assign(draft.album, edit.set)
  const { anchorItemId } = draft.album
  if (anchorItemId !== null) mustExist(draft.albumItems[anchorItemId], 'album item', anchorItemId)
}

/** An item is of one song or of one master; what it leaves out and fades lies inside a master, whose length is known. */
function checkItem(draft: Document, item: AlbumItem): void {
  if (
    item.kind === 'song' ? item.songId === null || item.assetId !== null : item.assetId === null || item.songId !== null
  )
    throw new EditRefused(
      'rule',
      `“${item.title}” names not exactly what it plays.`,
      'Set songId for a song, assetId for an imported master, and the other to null.',
    )
  if (item.songId !== null) mustExist(draft.songs[item.songId], 'song', item.songId)
  if (item.crossfadeFrames > 0 && item.gapFrames > 0)
    throw new EditRefused(
      'rule',
      `“${item.title}” cannot both wait for and overlap what comes before it.`,
      'Set its gap or its crossfade to 0.',
    )
  if (item.assetId === null) return
  const asset = mustExist(draft.assets[item.assetId], 'asset', item.assetId)
  const left = asset.frames - item.trimStartFrames - item.trimEndFrames
  if (left <= 0 || item.fadeInFrames + item.fadeOutFrames > left)
    throw new EditRefused(
      'range',
      `“${item.title}” would be trimmed or faded by more than there is of it.`,
      'Trim or fade it less.',
    )
}

export function applyAddAlbumItem(draft: Document, edit: z.infer<typeof addAlbumItem>): void {
  mustBeNew(draft.albumItems[edit.item.id], 'album item', edit.item.id)
  draft.albumItems[edit.item.id] = { ...edit.item }
  checkItem(draft, edit.item)
}

export function applyUpdateAlbumItem(draft: Document, edit: z.infer<typeof updateAlbumItem>): void {
  const item = mustExist(draft.albumItems[edit.itemId], 'album item', edit.itemId)
  Object.assign(item, edit.set)
  checkItem(draft, item)
}

export function applyRemoveAlbumItem(draft: Document, edit: z.infer<typeof removeAlbumItem>): void {
  mustExist(draft.albumItems[edit.itemId], 'album item', edit.itemId)
  dropAlbumItem(draft, edit.itemId)
}

/** What goes is no anchor of the album's loudness any more. */
export function dropAlbumItem(draft: Document, itemId: Id): void {
  delete draft.albumItems[itemId]
  if (draft.album.anchorItemId === itemId) draft.album.anchorItemId = null
}
