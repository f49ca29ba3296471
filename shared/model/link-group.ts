import { z } from 'zod'
import type { Document } from './document.ts'
import { colourSchema, type Id, idSchema, nameSchema } from './fields.ts'

/** Strips of a song whose faders, mutes or solos go together. A strip may be in several groups. */
export const linkGroupSchema = z.strictObject({
  id: idSchema,
  songId: idSchema,
  name: nameSchema,
  colour: colourSchema,
  /** Its strips, each once. */
  trackIds: z.array(idSchema).min(1).max(10_000),
  /** Whether a fader takes the others along by as many decibels. */
  faders: z.boolean(),
  mutes: z.boolean(),
  solos: z.boolean(),
  /** False: it rests, and every strip moves alone. */
  on: z.boolean(),
})
export type LinkGroup = z.infer<typeof linkGroupSchema>

/** What a group can link. */
export const linkedValues = ['faders', 'mutes', 'solos'] as const
export type LinkedValue = (typeof linkedValues)[number]

/** A song's link groups by name. */
export function linkGroupsOfSong(document: Document, songId: Id): LinkGroup[] {
  return Object.values(document.linkGroups)
    .filter((group) => group.songId === songId)
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }) || (a.id < b.id ? -1 : 1))
}

/** The groups a strip is in, by name. */
export function linkGroupsOfTrack(document: Document, trackId: Id): LinkGroup[] {
  const songId = document.tracks[trackId]?.songId
  if (songId === undefined) return []
  return linkGroupsOfSong(document, songId).filter(({ trackIds }) => trackIds.includes(trackId))
}

/** The strips that go along when one is moved, that one first. Groups of groups do not chain. */
export function linkedTracks(document: Document, trackId: Id, what: LinkedValue): Id[] {
  const linked = new Set([trackId])
  for (const group of Object.values(document.linkGroups))
    if (group.on && group[what] && group.trackIds.includes(trackId)) for (const id of group.trackIds) linked.add(id)
  return [...linked]
}
