import { albumItemSchema, languageSchema } from './album.ts'
import type { AlbumItem } from './document.ts'
import { formatIsrc, isrcFault, plainIsrc } from './isrc.ts'

/** What is written on an album's tracks, as a table has it: a column per field, its cells as text. */

export const albumFields = [
  'title',
  'artist',
  'composer',
  'lyricist',
  'producer',
  'year',
  'genre',
  'copyright',
  'isrc',
  'language',
  'explicit',
  'hidden',
  'lyrics',
] as const satisfies readonly (keyof AlbumItem)[]
export type AlbumField = (typeof albumFields)[number]

export const albumFieldNames: Record<AlbumField, string> = {
  title: 'Title',
  artist: 'Artist',
  composer: 'Composer',
  lyricist: 'Lyricist',
  producer: 'Producer',
  year: 'Year',
  genre: 'Genre',
  copyright: 'Copyright',
  isrc: 'ISRC',
  language: 'Language',
  explicit: 'Explicit',
  hidden: 'Hidden',
  lyrics: 'Lyrics',
}

/** Fields that are on or off. */
export function isSwitchField(field: AlbumField): field is 'explicit' | 'hidden' {
  return field === 'explicit' || field === 'hidden'
}

/** A cell as it is written; "yes" or nothing for what is on or off. */
export function cellText(item: AlbumItem, field: AlbumField): string {
  const value = item[field]
  if (value === null || value === false) return ''
  if (value === true) return 'yes'
  return field === 'isrc' ? formatIsrc(String(value)) : String(value)
}

export type ReadCell = { set: Partial<AlbumItem> } | { fault: string }

const yes = /^(yes|y|true|1|x|on|explicit|hidden|ja|oui|si|sí)$/i
const no = /^(no|n|false|0|off|clean|nein|non|-|)$/i
const lineLength = 200
const lyricsLength = 20_000

/** The change that a cell's text makes of an item, or a sentence that says why it makes none. Lines of text are cut at neither end but trimmed. */
export function readCell(field: AlbumField, text: string): ReadCell {
  const plain = text.trim()
  switch (field) {
    case 'year':
      if (plain === '') return { set: { year: null } }
      return albumItemSchema.shape.year.safeParse(Number(plain)).success
        ? { set: { year: Number(plain) } }
        : { fault: `“${short(plain)}” is no year of four digits.` }
    case 'isrc': {
      const fault = isrcFault(plain)
      if (fault !== null) return { fault }
      return { set: { isrc: plain === '' ? null : plainIsrc(plain) } }
    }
    case 'language':
      return languageSchema.safeParse(plain).success
        ? { set: { language: plain } }
        : { fault: `“${short(plain)}” is no language code such as en or pt-BR.` }
    case 'explicit':
    case 'hidden':
      if (yes.test(plain)) return { set: { [field]: true } }
      return no.test(plain) ? { set: { [field]: false } } : { fault: `“${short(plain)}” is neither yes nor no.` }
    case 'lyrics':
      return text.length > lyricsLength
        ? { fault: `These lyrics are longer than ${lyricsLength} characters.` }
        : { set: { lyrics: text } }
    default: {
      const line = plain.replace(/\s*\r?\n\s*/g, ' ')
      return line.length > lineLength
        ? { fault: `“${short(line)}” is longer than ${lineLength} characters.` }
        : { set: { [field]: line } }
    }
  }
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
