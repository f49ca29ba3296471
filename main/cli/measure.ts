import { basename, resolve } from 'node:path'
import type { Measurement } from '../../shared/measure/measurement.ts'
import { measureFile } from '../measure-file.ts'
import {
  duration,
  type Failure,
  failureOf,
  figure,
  printFailure,
  printJson,
  printLines,
  progressLine,
  table,
} from './output.ts'

/** Measures files of any kind that can be imported. Resolves with false when one of them could not be. */
export async function measureCommand(
  paths: string[],
  options: { json: boolean },
  signal: AbortSignal,
): Promise<boolean> {
  const progress = progressLine()
  const shares = new Map<number, number>()
  const outcomes = await Promise.all(
    paths.map(
      async (file, index): Promise<{ file: string; measured: Measurement } | { file: string; failure: Failure }> => {
        const onProgress = (share: number) => {
          shares.set(index, share)
          const done = [...shares.values()].reduce((sum, each) => sum + each, 0)
          progress.show('Measuring', done / paths.length)
        }
        try {
          return { file, measured: await measureFile(resolve(file), { signal, onProgress }) }
        } catch (error) {
          return { file, failure: failureOf(error) }
        } finally {
          onProgress(1)
        }
      },
    ),
  )
  progress.end()
  const files = outcomes.flatMap((each) => ('measured' in each ? [{ file: each.file, ...each.measured }] : []))
  const errors = outcomes.flatMap((each) => ('failure' in each ? [{ file: each.file, ...each.failure }] : []))
  for (const failure of errors) printFailure(failure, false)
  if (options.json) printJson('mixwright.measure/1', { files, errors })
  else if (files.length > 0) printLines(measurementTable(files))
  return errors.length === 0
}

/** One row per file: the figures people deliver by. */
export function measurementTable(files: readonly (Measurement & { file: string })[]): string[] {
  return table([
    ['File', 'LUFS', 'LRA', 'dBTP', 'RMS', 'Crest', 'Length', 'Format'],
    ...files.map((each) => [
      basename(each.file),
      figure(each.integratedLufs),
      figure(each.rangeLu),
      figure(each.truePeakDbtp),
      figure(each.rmsDbfs),
      figure(each.crestDb),
      duration(each.frames, each.sampleRate),
      `${each.sampleRate} Hz × ${each.channels}`,
    ]),
  ])
}
