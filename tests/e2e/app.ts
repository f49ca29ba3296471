import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test as base } from '@playwright/test'

interface RunningApp {
  /** The one-time address of the loopback shell. */
  url: string
  /** A folder of the test's own, removed afterwards; projects lie in `projects` inside it. */
  folder: string
  /** Kills the shell outright, as a crash would. */
  kill(): Promise<void>
}

async function startShell(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['out/main/loopback.js', '--json'], {
    env: { ...process.env, MIXWRIGHT_PROJECTS: join(folder, 'projects'), MIXWRIGHT_CONFIG: join(folder, 'config') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue
    return { url: (JSON.parse(line) as { url: string }).url, child }
  }
  throw new Error('The loopback shell ended before it listened.')
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

/** A test that runs against the real program: loopback shell, real database, real audio, in a folder of its own. */
export const test = base.extend<{ app: RunningApp }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
  app: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mixwright-e2e-'))
    const { url, child } = await startShell(folder)
    const kill = async () => {
      child.kill('SIGKILL')
      await ended(child)
    }
    await use({ url, folder, kill })
    child.kill('SIGTERM')
    await ended(child)
    await rm(folder, { recursive: true, force: true })
  },
})

export { expect } from '@playwright/test'
