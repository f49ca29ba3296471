import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ApiError } from '../../shared/contract/errors.ts'
import { printJson, printLines } from './output.ts'

// Two folders up from here, and from the bundle in out/main/.
const benchFolder = fileURLToPath(new URL('../../tests/bench', import.meta.url))

/** Runs one measurement of speed, or lists them. Resolves with whether it succeeded. */
export async function benchCommand(name: string | undefined, options: { json: boolean }): Promise<boolean> {
  const names = benchNames()
  if (name === undefined) {
    if (options.json) printJson('mixwright.benches/1', { names })
    else printLines(names)
    return true
  }
  if (!names.includes(name))
    throw new ApiError('not-found', `There is no bench “${name}”.`, `There are ${names.join(', ')}.`)
  const script = join(benchFolder, `${name}.ts`)
  const child = spawn(process.execPath, [script, ...(options.json ? ['--json'] : [])], { stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code === 0))
  })
}

function benchNames(): string[] {
  try {
    return readdirSync(benchFolder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -3))
      .sort()
  } catch {
    throw new ApiError('unsupported', 'The benches are not part of this installation.', 'Run them from the sources.')
  }
}
