import { execFile } from 'node:child_process'

/** What is known of the system's ffmpeg: its command and version, or null where there is none. */
export interface SystemFfmpeg {
  command: string
  version: string
}

const found = new Map<string, Promise<SystemFfmpeg | null>>()

/** Looks once per process whether the command runs. */
export function findSystemFfmpeg(command = 'ffmpeg'): Promise<SystemFfmpeg | null> {
  let probe = found.get(command)
  if (probe === undefined) {
    probe = new Promise((resolve) => {
      execFile(command, ['-hide_banner', '-version'], { timeout: 10_000 }, (error, stdout) => {
        const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1]
        resolve(error !== null || version === undefined ? null : { command, version })
      })
    })
    found.set(command, probe)
  }
  return probe
}
