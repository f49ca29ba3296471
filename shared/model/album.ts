import { z } from 'zod'
import { framesSchema, type Id, idSchema } from './fields.ts'

/** The album: what a project's songs become together, and what is written on it. */

const lineSchema = z.string().trim().max(200)
const textSchema = z.string().max(20_000)
/** Such as "en" or "pt-BR". */
const languageSchema = z.string().regex(/^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$/)

/** The last digit of an EAN-13 makes the weighted sum of all thirteen a multiple of ten. */
function isEan13(text: string): boolean {
  if (!/^\d{13}$/.test(text)) return false
  const sum = [...text].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0)
  return sum % 10 === 0
}

/** Thirteen digits with a right check digit; a UPC-A is written with a zero before its twelve. */
export const eanSchema = z.string().refine(isEan13, 'these are no 13 digits of an EAN whose check digit is right')
/** Country, registrant, year and number, without hyphens. */
export const isrcSchema = z.string().regex(/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/)

export const albumSchema = z.strictObject({
  /** The project's own id: a project has one album, from the beginning. */
  id: idSchema,
  title: lineSchema,
  artist: lineSchema,
  /** Where it differs from the artist, as on a compilation. */
  albumArtist: lineSchema,
  year: z.number().int().min(1000).max(9999).nullable(),
  genre: lineSchema,
  ean: eanSchema.nullable(),
  catalogue: lineSchema,
  copyright: lineSchema,
  label: lineSchema,
  language: languageSchema,
  notes: textSchema,
  /** Name of the cover picture's file in the project's folder; null: none. */
  coverFile: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^/\\]+$/)
    .nullable(),
})
export type Album = z.infer<typeof albumSchema>

export const albumItemKinds = ['song', 'asset'] as const

/** A place on the album: one of the project's songs, or a finished master that was imported. */
export const albumItemSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(albumItemKinds),
  /** Of the kind song alone. */
  songId: idSchema.nullable(),
  /** Of the kind asset alone. */
  assetId: idSchema.nullable(),
  order: z.number(),
  /** Silence before it. */
  gapFrames: framesSchema,
  /** How far it begins before the one before it ends; then there is no gap. */
  crossfadeFrames: framesSchema,
  fadeInFrames: framesSchema,
  fadeOutFrames: framesSchema,
  /** What is left out at either end. */
  trimStartFrames: framesSchema,
  trimEndFrames: framesSchema,
  /** Against the loudness of the album. */
  loudnessOffsetDb: z.number().min(-24).max(24),
  title: lineSchema,
  artist: lineSchema,
  composer: lineSchema,
  lyricist: lineSchema,
  producer: lineSchema,
  isrc: isrcSchema.nullable(),
  language: languageSchema,
  explicit: z.boolean(),
  lyrics: textSchema,
})
export type AlbumItem = z.infer<typeof albumItemSchema>

/** The album of a project that has only its name yet. */
export function newAlbum(projectId: Id, title: string): Album {
  return {
    id: projectId,
    title,
    artist: '',
    albumArtist: '',
    year: null,
    genre: '',
    ean: null,
    catalogue: '',
    copyright: '',
    label: '',
    language: '',
    notes: '',
    coverFile: null,
  }
}
