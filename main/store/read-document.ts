import { sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { checkDocument } from '../../shared/model/check-document.ts'
import { type Document, documentSchema, emptyDocument } from '../../shared/model/document.ts'
import { assets, clips, devices, lanes, markers, pages, project, sends, songs, tracks } from './schema.ts'
import { damaged } from './store-error.ts'

/**
 * The document as the rows tell it, in the order its records were added. Throws ApiError `damaged` where they tell of
 * something that no edit could have made.
 */
export function readDocument(db: BetterSQLite3Database, projectFolder: string): Document {
  const row = db.select().from(project).get()
  if (!row) throw damaged(projectFolder, 'its project.db is empty')
  const document = emptyDocument(row)
  const inOrder = sql`rowid`
  for (const song of db.select().from(songs).orderBy(inOrder).all()) {
    document.songs[song.id] = song
    document.devices[song.id] = {}
  }
  for (const track of db.select().from(tracks).orderBy(inOrder).all()) {
    document.tracks[track.id] = track
    document.clips[track.id] = {}
    document.devices[track.id] = {}
  }
  for (const asset of db.select().from(assets).orderBy(inOrder).all()) document.assets[asset.id] = asset
  for (const marker of db.select().from(markers).orderBy(inOrder).all()) document.markers[marker.id] = marker
  for (const clip of db.select().from(clips).orderBy(inOrder).all()) {
    document.clips[clip.trackId] ??= {}
    document.clips[clip.trackId]![clip.id] = clip
  }
  for (const { trackId: _track, songId: _song, ...device } of db.select().from(devices).orderBy(inOrder).all()) {
    document.devices[device.ownerId] ??= {}
    document.devices[device.ownerId]![device.id] = device
  }
  for (const send of db.select().from(sends).orderBy(inOrder).all()) {
    document.sends[send.trackId] ??= {}
    document.sends[send.trackId]![send.id] = send
  }
  for (const { trackId: _track, songId: _song, ...lane } of db.select().from(lanes).orderBy(inOrder).all()) {
    document.lanes[lane.ownerId] ??= {}
    document.lanes[lane.ownerId]![lane.id] = lane
  }
  for (const page of db.select().from(pages).orderBy(inOrder).all()) {
    document.pages[page.laneId] ??= {}
    document.pages[page.laneId]![page.id] = page
  }

  const parsed = documentSchema.safeParse(document)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw damaged(projectFolder, `${issue.path.join('.')}: ${issue.message}`)
  }
  const fault = checkDocument(document)[0]
  if (fault !== undefined) throw damaged(projectFolder, fault.replace(/\.$/, ''))
  return document
}
