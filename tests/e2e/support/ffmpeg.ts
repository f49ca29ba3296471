import { spawnSync } from 'node:child_process'

/** Whether ffmpeg is installed; says so once where it is not. */
export function hasFfmpeg(): boolean {
  const found = spawnSync('ffmpeg', ['-version']).status === 0
  if (!found)
    console.log('ffmpeg is not installed (Debian: apt-get install ffmpeg): what it would judge or make is left out.')
  return found
}

/** Runs ffmpeg and fails with what it says. */
export function ffmpeg(...options: string[]): void {
  const run = spawnSync('ffmpeg', ['-v', 'error', '-y', '-nostdin', ...options], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`ffmpeg ${options.join(' ')}: ${run.stderr}`)
}

/** A file's integrated loudness and highest true peak as ffmpeg's ebur128 reads them. */
export function ebur128(path: string): { integratedLufs: number; truePeakDbtp: number } {
  const filter = ['-filter_complex', 'ebur128=peak=true', '-f', 'null', '-']
  const { stderr } = spawnSync('ffmpeg', ['-nostdin', '-hide_banner', '-i', path, ...filter], { encoding: 'utf8' })
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'))
  const figure = (pattern: RegExp) => Number(pattern.exec(summary)?.[1] ?? Number.NaN)
  return { integratedLufs: figure(/I:\s+(-?[\d.]+) LUFS/), truePeakDbtp: figure(/Peak:\s+(-?[\d.]+) dBFS/) }
}
