import { mkdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { songsInOrder } from '../shared/model/selectors.ts'
import { bounceToFile } from './bounce/bounce-to-file.ts'
import { makeDemoProject } from './demo-project.ts'
import { openProject } from './store/project-store.ts'

/** Makes the demo project and bounces its songs to a folder, without any window: `npm run demo [FOLDER]`. */

const columns = ['File', 'Length', 'LUFS', 'dBTP', 'LU range', 'Drive dB'] as const
type Row = readonly string[]

function number(value: number | null, decimals: number): string {
  return value === null ? '–' : value.toFixed(decimals).replace('-', '−')
}

/** A table for a terminal: the first column to the left, the figures to the right. */
function table(rows: readonly Row[]): string {
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('   '))
    .join('\n')
}

/** One line of progress per stage of the work, rewritten in place where somebody watches. */
function progress(): (label: string, fraction: number) => void {
  let last = ''
  return (label, fraction) => {
    if (!process.stderr.isTTY) {
      if (label !== last) process.stderr.write(`${label} …\n`)
    } else {
      if (last !== '' && label !== last) process.stderr.write('\n')
      process.stderr.write(`\r${label}: ${Math.round(fraction * 100)} %  `)
    }
    last = label
  }
}

async function main(): Promise<void> {
  const folder = resolve(process.argv[2] ?? 'demo-album')
  await mkdir(folder, { recursive: true })
  const report = progress()
  const project = await openProject(await makeDemoProject(folder, report))
  try {
    const rows: Row[] = [columns]
    for (const [index, song] of songsInOrder(project.document).entries()) {
      const out = join(folder, `${`${index + 1}`.padStart(2, '0')} ${song.title}.wav`)
      const { measurement, driveDb } = await bounceToFile({
        project,
        songId: song.id,
        stage: 'master',
        depth: '24',
        out,
        onProgress: (fraction) => report(`Mixing and mastering ${song.title}`, fraction),
      })
      const seconds = Math.round(measurement.frames / measurement.sampleRate)
      rows.push([
        relative(process.cwd(), out) || out,
        `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`,
        number(measurement.integratedLufs, 2),
        number(measurement.truePeakDbtp, 2),
        number(measurement.rangeLu, 1),
        number(driveDb, 2),
      ])
    }
    if (process.stderr.isTTY) process.stderr.write('\n')
    process.stdout.write(`${table(rows)}\n`)
  } finally {
    await project.close()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`mixwright: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
