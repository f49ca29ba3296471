import type { Document, Id, Track } from './document.ts'
import { apply } from './edits/apply.ts'
import type { SingleEdit } from './edits/edit.ts'
import { EditRefused } from './edits/refusal.ts'
import { devicesOfOwner, sendsOfTrack, tracksOfSong } from './selectors.ts'

/** Mix settings of strips on strips of the same name in other songs. */

/** What is copied; levels are all of a strip's own settings, its output among them. */
export const copiedParts = ['levels', 'inserts', 'sends'] as const
export type CopiedPart = (typeof copiedParts)[number]

export interface SettingsCopy {
  readonly edits: SingleEdit[]
  /** How many strips get settings. */
  readonly strips: number
  /** In sentences, what has no counterpart. */
  readonly notes: readonly string[]
}

/** The strips of one song by the strips of another: of one name and kind, the first to the first, the master to the master. */
function counterparts(document: Document, fromSongId: Id, toSongId: Id): (from: Track) => Track | undefined {
  const keyOf = ({ kind, name }: Track) => (kind === 'master' ? kind : `${kind} ${name.trim().toLowerCase()}`)
  const there = Map.groupBy(tracksOfSong(document, toSongId), keyOf)
  const here = Map.groupBy(tracksOfSong(document, fromSongId), keyOf)
  return (from) => there.get(keyOf(from))?.[here.get(keyOf(from))?.indexOf(from) ?? -1]
}

/**
 * The edits that set the strips of other songs as strips of one song are, and what they leave out: strips and buses that have
 * no namesake, and ways that would lead back to themselves there. Automation belongs to its song's time and stays.
 */
export function copySettingsEdits(
  document: Document,
  trackIds: readonly Id[],
  toSongIds: readonly Id[],
  parts: ReadonlySet<CopiedPart>,
  newId: () => Id,
): SettingsCopy {
  const sources = trackIds.flatMap((id) => document.tracks[id] ?? [])
  const notes: string[] = []
  const edits: SingleEdit[] = []
  let reached = document
  let strips = 0
  /** Takes an edit unless the document as it is by then refuses it. */
  const take = (edit: SingleEdit, sentence: string) => {
    try {
      reached = apply(reached, edit).document
      edits.push(edit)
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error
      notes.push(`${sentence} ${error.message}`)
    }
  }

  for (const songId of toSongIds) {
    const song = document.songs[songId]
    if (!song) continue
    const inSong = `In “${song.title}”`
    for (const from of sources) {
      const counterpart = counterparts(document, from.songId, songId)
      const to = counterpart(from)
      if (!to) {
        notes.push(`${inSong} there is no ${from.kind === 'bus' ? 'bus' : 'track'} “${from.name}”.`)
        continue
      }
      if (to.id === from.id) continue
      strips++
      const namesake = (id: Id, use: string): Id | null => {
        const other = document.tracks[id]
        const found = other && counterpart(other)
        if (!found) notes.push(`${inSong} there is no “${other?.name ?? id}” for ${use} “${from.name}”.`)
        return found?.id ?? null
      }
      const about = `${inSong}, “${to.name}”:`
      if (parts.has('inserts')) {
        for (const { id } of devicesOfOwner(document, to.id))
          take({ type: 'removeDevice', ownerId: to.id, deviceId: id }, about)
        for (const device of devicesOfOwner(document, from.id)) {
          const copy = { ...device, id: newId(), ownerId: to.id, params: { ...device.params }, keyTrackId: null }
          take({ type: 'addDevice', device: copy }, about)
          const keyTrackId = device.keyTrackId && namesake(device.keyTrackId, 'a side-chain of')
          if (keyTrackId) take({ type: 'updateDevice', ownerId: to.id, deviceId: copy.id, set: { keyTrackId } }, about)
        }
      }
      if (parts.has('sends')) {
        for (const { id } of sendsOfTrack(document, to.id))
          take({ type: 'removeSend', trackId: to.id, sendId: id }, about)
        for (const send of sendsOfTrack(document, from.id)) {
          const targetId = namesake(send.targetId, 'a send of')
          if (targetId) take({ type: 'addSend', send: { ...send, id: newId(), trackId: to.id, targetId } }, about)
        }
      }
      if (parts.has('levels')) {
        take({ type: 'updateTrack', trackId: to.id, set: levelsOf(from) }, about)
        const outputId = from.outputId && namesake(from.outputId, 'the output of')
        if (outputId && outputId !== to.outputId)
          take({ type: 'updateTrack', trackId: to.id, set: { outputId } }, about)
      }
    }
  }
  return { edits, strips, notes: [...new Set(notes)] }
}

function levelsOf(track: Track): Partial<Track> {
  const { trimDb, polarityInverted, channelMode, delayFrames, faderDb, faderTrimDb } = track
  const { pan, panWidth, panLaw, panMode, mute } = track
  return {
    ...{ trimDb, polarityInverted, channelMode, delayFrames, faderDb, faderTrimDb },
    ...{ pan, panWidth, panLaw, panMode, mute },
  }
}
