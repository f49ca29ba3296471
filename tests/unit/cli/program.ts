import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../../main/cli.ts', import.meta.url))

export interface Run {
  code: number
  stdout: string
  stderr: string
  // biome-ignore lint/suspicious/noExplicitAny: what a command prints is looked at field by field.
  json: any
}

/** Runs the command line in a folder, with settings of its own there. */
export function runProgram(folder: string, ...args: string[]): Promise<Run> {
  const env = { ...process.env, MIXWRIGHT_CONFIG: join(folder, 'config') }
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (data) => {
    stdout += data
  })
  child.stderr.on('data', (data) => {
    stderr += data
  })
  return new Promise((resolve) =>
    child.on('close', (code) =>
      resolve({ code: code ?? -1, stdout, stderr, json: stdout.startsWith('{') ? JSON.parse(stdout) : null }),
    ),
  )
}
