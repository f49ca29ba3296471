import { z } from 'zod'
import { isEan13 } from './ean.ts'
import { fadeShapeSchema, framesSchema, type Id, idSchema } from './fields.ts'

/** The album: what a project's songs become together, and what is written on it. */

const lineSchema = z.string().trim().max(200)
const yearSchema = z.number().int().min(1000).max(9999).nullable()
const textSchema = z.string().max(20_000)
/** Such as "en" or "pt-BR". */
export const languageSchema = z.string().regex(/^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$/)

/** Thirteen digits with a right check digit; a UPC-A is written with a zero before its twelve. */
export const eanSchema = z.string().refine(isEan13, 'these are no 13 digits of an EAN whose check digit is right')
/** How loud the songs of an album stand to each other: as far apart as they were mixed, all alike, or each as its own master has it. */
export const loudnessModes = ['distance', 'equal', 'own'] as const
/** Of an album's codes the part before the five digits that count: country, registrant and year. */
export const isrcPrefixSchema = z.string().regex(/^([A-Z]{2}[A-Z0-9]{3}\d{2})?$/)
/** Country, registrant, year and number, without hyphens. */
export const isrcSchema = z.string().regex(/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/)

export const albumSchema = z.strictObject({
  /** The project's own id: a project has one album, from the beginning. */
  id: idSchema,
  title: lineSchema,
  artist: lineSchema,
  /** Where it differs from the artist, as on a compilation. */
  albumArtist: lineSchema,
  year: yearSchema,
  genre: lineSchema,
  ean: eanSchema.nullable(),
  catalogue: lineSchema,
  copyright: lineSchema,
  label: lineSchema,
  language: languageSchema,
  notes: textSchema,
  isrcPrefix: isrcPrefixSchema,
  /** The number the next code gets. */
  isrcNext: z.number().int().min(0).max(99_999),
  loudnessMode: z.enum(loudnessModes),
  /** The item whose loudness is brought to the target; null: the loudest. */
  anchorItemId: idSchema.nullable(),
  /** Integrated loudness of the anchor; null: nothing is brought anywhere, and items are only offset. */
  targetLufs: z.number().min(-40).max(-3).nullable(),
  /** Of the last limiter, dBTP at the rate of delivery. */
  ceilingDbtp: z.number().min(-12).max(0),
  /** Whether every track begins on a sector of a compact disc, 1/75 s. */
  sectorAligned: z.boolean(),
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
  fadeInShape: fadeShapeSchema,
  fadeOutFrames: framesSchema,
  fadeOutShape: fadeShapeSchema,
  /** What is left out at either end. */
  trimStartFrames: framesSchema,
  trimEndFrames: framesSchema,
  /** Heard, but without a number of its own: before the first track in its pregap, else at the end of the one before. */
  hidden: z.boolean(),
  /** Against the loudness of the album. */
  loudnessOffsetDb: z.number().min(-24).max(24),
  title: lineSchema,
  artist: lineSchema,
  composer: lineSchema,
  lyricist: lineSchema,
  producer: lineSchema,
  year: yearSchema,
  /** Where it differs from the album's, as the next one. */
  genre: lineSchema,
  copyright: lineSchema,
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
    isrcPrefix: '',
    isrcNext: 1,
    loudnessMode: 'distance',
    anchorItemId: null,
    targetLufs: -14,
    ceilingDbtp: -1,
    sectorAligned: false,
    coverFile: null,
  }
}
