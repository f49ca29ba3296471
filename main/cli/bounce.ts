import { resolve } from 'node:path'
import { depths } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { noiseShapes } from '../../shared/formats/noise-shaping.ts'
import { songSchema } from '../../shared/model/document.ts'
import { documentAsItSounds } from '../../shared/model/frozen-tracks.ts'
import { offlineInSong, offlineSentence } from '../../shared/model/offline-audio.ts'
import { bouncePath } from '../api/bounce-path.ts'
import { bounceToFile } from '../bounce/bounce-to-file.ts'
import { offlineAssets } from '../media/offline-assets.ts'
import { bounceAlbum } from './bounce-album.ts'
import { measurementTable } from './measure.ts'
import { refuseMissing } from './missing-audio.ts'
import { figure, printJson, printLines, printNote, progressLine, UsageError } from './output.ts'
import { mustFindSong, withProject } from './project.ts'
import { chosenRange } from './render-range.ts'

export interface BounceOptions {
  song?: string
  album?: boolean
  out: string
  range?: string
  from?: string
  to?: string
  stage: string
  depth: string
  dither: string
  target?: string
  ceiling?: string
  allowMissing?: boolean
  json: boolean
}

/** Renders a song into a file; works while another program has the project open. */
export async function bounceCommand(project: string, options: BounceOptions, signal: AbortSignal): Promise<void> {
  const stage = oneOf('--stage', options.stage, ['mix', 'master'])
  const depth = oneOf('--depth', options.depth, depths)
  const dither = oneOf('--dither', options.dither, noiseShapes)
  if (stage === 'mix' && (options.target !== undefined || options.ceiling !== undefined))
    throw new UsageError('--target and --ceiling belong to the master: leave them out or bounce --stage master.')
  if ((options.album ?? false) === (options.song !== undefined))
    throw new UsageError('Give either --song with a title or --album.')
  if (options.album) return bounceAlbum(project, options, depth, dither, signal)
  const wanted = options.song!
  const targetLufs = options.target === undefined ? undefined : target(options.target)
  const ceilingDbtp = options.ceiling === undefined ? undefined : ceiling(options.ceiling)

  await withProject(project, { readOnly: true }, async (store) => {
    const song = mustFindSong(store.document, wanted)
    const range = chosenRange(store.document, song, options)
    const out = await bouncePath(store.path, resolve(options.out))
    const offline = await offlineAssets(store)
    const missed = offlineInSong(store.document, song.id, offline)
    refuseMissing(missed, options.allowMissing)
    const progress = progressLine()
    const done = await bounceToFile({
      project: { path: store.path, document: documentAsItSounds(store.document, offline) },
      songId: song.id,
      stage,
      ...(range && { range }),
      depth,
      dither,
      out,
      ...(targetLufs !== undefined && { targetLufs }),
      ...(ceilingDbtp !== undefined && { ceilingDbtp }),
      onProgress: (fraction) => progress.show(`Bouncing “${song.title}”`, fraction),
      signal,
    })
      .catch((error: unknown) => {
        if (!signal.aborted) throw error
        throw new ApiError('cancelled', 'The bounce was cancelled.', 'No file was written.')
      })
      .finally(() => progress.end())
    const { path, bytes, frames, driveDb, measurement } = done
    const notes = [...(missed.length > 0 ? [offlineSentence(missed)] : []), ...done.notes]
    for (const note of notes) printNote(note)
    if (options.json)
      printJson('mixwright.bounce/1', {
        file: path,
        song: { id: song.id, title: song.title },
        range,
        stage,
        depth,
        dither: depth === '32f' ? null : dither,
        bytes,
        frames,
        sampleRate: measurement.sampleRate,
        driveDb,
        notes,
        measurement,
      })
    else {
      const drive = driveDb === null ? '' : `, drive ${figure(driveDb)} dB`
      printLines([
        `Wrote ${path} (${stage}, ${depth} bit${drive}).`,
        ...measurementTable([{ file: path, ...measurement }]),
      ])
    }
  })
}

function oneOf<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw new UsageError(`${option} ${value} is none of ${choices.join(', ')}.`)
  return found
}

/** A loudness in LUFS; null for `none`. */
function target(text: string): number | null {
  if (text === 'none') return null
  const parsed = songSchema.shape.targetLufs.safeParse(decimal(text))
  if (!parsed.success || parsed.data === null)
    throw new UsageError(`--target ${text} is no loudness from -40 to -3 LUFS, and not none.`)
  return parsed.data
}

function ceiling(text: string): number {
  const { min, max } = deviceSpecs.limiter.params.find(({ id }) => id === 'ceiling')!
  const value = decimal(text)
  if (value >= min && value <= max) return value
  throw new UsageError(`--ceiling ${text} is no level from ${min} to ${max} dBTP.`)
}

/** A decimal number, with a minus sign of either kind; NaN where it is none. */
function decimal(text: string): number {
  const plain = text.replace('−', '-')
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}
