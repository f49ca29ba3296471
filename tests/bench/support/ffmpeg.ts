import { spawn, spawnSync } from 'node:child_process'

/** Whether the system has an ffmpeg to compare with; says so once where it has not. */
export function hasFfmpeg(): boolean {
  if (spawnSync('ffmpeg', ['-version']).status === 0) return true
  process.stderr.write('ffmpeg is not installed, so it is left out (Debian: apt-get install ffmpeg).\n')
  return false
}

/** Runs ffmpeg without letting it print. Rejects with what it complained about. */
export function runFfmpeg(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('ffmpeg', ['-nostdin', '-nostats', '-loglevel', 'error', '-y', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaint = ''
    child.stderr.on('data', (data: Buffer) => {
      complaint += data
    })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`ffmpeg failed: ${complaint.trim()}`))))
  })
}
