import { ApiError } from '../../shared/contract/errors.ts'
import type { RenderRange } from '../../shared/engine/offline/render-job.ts'
import type { Document, Song } from '../../shared/model/document.ts'
import { type NamedRange, rangesOfSong } from '../../shared/model/selectors.ts'
import { UsageError } from './output.ts'

interface RangeOptions {
  range?: string
  from?: string
  to?: string
}

/** What `--range`, `--from` and `--to` ask for; null for the whole song. Throws UsageError and ApiError. */
export function chosenRange(document: Document, song: Song, options: RangeOptions): RenderRange | null {
  const { range, from, to } = options
  if (range !== undefined) {
    if (from !== undefined || to !== undefined)
      throw new UsageError('--range says where to begin and to end: leave out --from and --to.')
    const { frame, endFrame } = mustFindRange(document, song, range)
    return { startFrame: frame, endFrame }
  }
  if (from === undefined && to === undefined) return null
  const { sampleRate } = document.project
  const startFrame = from === undefined ? song.startFrame : frameOf('--from', from, sampleRate)
  const endFrame = to === undefined ? song.endFrame : frameOf('--to', to, sampleRate)
  if (endFrame !== null && endFrame <= startFrame)
    throw new UsageError('The range would end before it starts: put --to behind --from.')
  return { startFrame, endFrame }
}

/** The range of that name, or of that id. */
function mustFindRange(document: Document, song: Song, wanted: string): NamedRange {
  const ranges = rangesOfSong(document, song.id)
  const named = ranges.filter(({ name }) => name === wanted)
  if (named.length > 1)
    throw new ApiError(
      'bad-request',
      `${named.length} ranges of “${song.title}” are called “${wanted}”.`,
      `Give the id of one: ${named.map(({ id }) => id).join(', ')}.`,
    )
  const found = named[0] ?? ranges.find(({ id }) => id === wanted)
  if (found) return found
  const names = ranges.map(({ name }) => `“${name}”`)
  throw new ApiError(
    'not-found',
    `“${song.title}” has no range “${wanted}”.`,
    names.length === 0 ? 'Name one in the ruler, or use --from and --to.' : `Its ranges are ${names.join(', ')}.`,
  )
}

/** The frame of "72.5" (seconds), "1:12.5", "1:01:12.5" or "480000f" (frames). */
function frameOf(option: string, text: string, sampleRate: number): number {
  const frames = /^(\d+)f$/.exec(text)
  const clock = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)$/.exec(text)
  const frame = frames
    ? Number(frames[1])
    : clock
      ? Math.round((Number(clock[1] ?? 0) * 3600 + Number(clock[2] ?? 0) * 60 + Number(clock[3])) * sampleRate)
      : Number.NaN
  if (Number.isSafeInteger(frame)) return frame
  throw new UsageError(`${option} ${text} is no time: give seconds, minutes:seconds, or frames as 480000f.`)
}
