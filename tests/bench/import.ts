// How fast files come into the pool, beside ffmpeg's decoding of the same files: docs/bench.md says what is measured.
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { importFile } from '../../main/pool/pool.ts'
import { hasFfmpeg, runFfmpeg } from './support/ffmpeg.ts'
import { IMPORT_SECONDS, type ImportCase, makeImportCases, PROJECT_RATE } from './support/import-cases.ts'
import { alternate, machine, type Run, timesRealTime } from './support/rounds.ts'
import { figure, printJson, printTable, spread, wantsJson } from './support/table.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const ran = machine()
const folder = temporaryFolder()
const withFfmpeg = hasFfmpeg()
const cases = await makeImportCases(folder, withFfmpeg)

/** Imports one file into a new project, as the program does it. */
async function importInto({ file, isDecodedElsewhere }: ImportCase): Promise<Run> {
  const projectFolder = mkdtempSync(join(folder, 'project-'))
  const path = join(folder, file)
  const run = await timesRealTime(IMPORT_SECONDS, isDecodedElsewhere ? 'elsewhere' : 'this process', () =>
    importFile({ projectFolder, projectRate: PROJECT_RATE, path, displayName: file }),
  )
  rmSync(projectFolder, { recursive: true })
  return run
}

/** Has ffmpeg decode, and resample, the file into a float WAV on one thread. */
function decodeInFfmpeg({ file }: ImportCase): Promise<Run> {
  const input = ['-threads', '1', '-i', join(folder, file)]
  const output = ['-ar', String(PROJECT_RATE), '-c:a', 'pcm_f32le', join(folder, 'decoded.wav')]
  return timesRealTime(IMPORT_SECONDS, 'elsewhere', () => runFfmpeg([...input, ...output]))
}

const ffmpegOf = ({ file }: ImportCase) => `ffmpeg ${file}`
const measured = await alternate(
  Object.fromEntries(
    cases.flatMap((each) => [
      [each.file, () => importInto(each)],
      ...(withFfmpeg ? [[ffmpegOf(each), () => decodeInFfmpeg(each)] as const] : []),
    ]),
  ),
)

if (wantsJson)
  printJson('mixwright.bench.import/1', {
    files: cases.map((each) => ({
      name: each.name,
      import: measured.get(each.file)!.byClock.median,
      budget: each.budget,
      ffmpegDecode: measured.get(ffmpegOf(each))?.byClock.median ?? null,
    })),
    results: Object.fromEntries(measured),
    machine: ran,
  })
else {
  printTable(
    `Import of ${IMPORT_SECONDS} s of stereo into a project at ${PROJECT_RATE / 1000} kHz, one file at a time, in × real time`,
    ran,
    ['', 'by the clock', 'budget', 'by processor time', 'ffmpeg, decoding only'],
    cases.map((each) => {
      const { byClock, byProcessor } = measured.get(each.file)!
      const peer = measured.get(ffmpegOf(each))
      return [each.name, spread(byClock), `≥ ${figure(each.budget)}`, spread(byProcessor), spread(peer?.byClock)]
    }),
  )
  console.log(
    'An import keeps the original, hashes it and the sound, writes float32 and peaks, and waits for the disk.',
  )
}
