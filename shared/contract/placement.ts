import { z } from 'zod'
import { idSchema } from '../model/document.ts'
import { replaceScopeSchema } from '../model/edits/replace-audio.ts'

/** Where a file that is imported goes. A file of more than two channels gets a new track per channel all the same. */
export const placementSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('newTrack') }),
  /** An audio track of the song. */
  z.strictObject({ kind: z.literal('track'), trackId: idSchema }),
  /** With the other files of its row on one track, a new one where none is named, each behind the one before it. */
  z.strictObject({ kind: z.literal('sequence'), row: idSchema, trackId: idSchema.nullable() }),
  /** On no track: among the records that mixes are compared with. */
  z.strictObject({ kind: z.literal('reference') }),
  /** On no track: a finished master on the album, behind what stands there. */
  z.strictObject({ kind: z.literal('albumMaster') }),
  /** A mix that is to be mastered: on the one track of a new song, which stands on the album behind what stands there. */
  z.strictObject({ kind: z.literal('albumSong') }),
  /** On no track: what a device plays, such as its impulse response. */
  z.strictObject({ kind: z.literal('device'), ownerId: idSchema, deviceId: idSchema }),
  /** The clips of audio that the project has. */
  z.strictObject({ kind: z.literal('replace'), assetId: idSchema, scope: replaceScopeSchema }),
])
export type Placement = z.infer<typeof placementSchema>

/**
 * How the time stamps of broadcast WAVs count: from the earliest of them, which lands where the import was asked to, or from
 * the song's first frame. A file without one lands as if it were not asked for.
 */
export const alignmentSchema = z.enum(['earliest', 'zero'])
export type Alignment = z.infer<typeof alignmentSchema>
