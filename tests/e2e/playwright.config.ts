import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import type { WorkerFixtures } from './app.ts'

/** Electron's binary; null where only its package could be installed, and the tests run in Chromium alone. */
function electronPath(): string | null {
  const folder = new URL('../../node_modules/electron/', import.meta.url)
  const note = new URL('path.txt', folder)
  if (!existsSync(note)) return null
  const binary = new URL(`dist/${readFileSync(note, 'utf8').trim()}`, folder)
  return existsSync(binary) ? fileURLToPath(binary) : null
}

const electronBinary = electronPath()

export default defineConfig<object, Pick<WorkerFixtures, 'electronBinary'>>({
  testDir: '.',
  outputDir: '../../out/test-results/e2e',
  // One at a time: each test plays real audio, and two would starve each other on a small machine.
  workers: 1,
  // On a machine that others share a test of real sound may miss its moment. What passes only at the second try is told by
  // name at the end of `npm test`: it is a fault of the test or of the program, and is to be found.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json']],
  use: {
    viewport: { width: 1440, height: 900 },
    // A trace costs a quarter of the time: ask for one with `--trace on`.
    trace: 'off',
    screenshot: 'only-on-failure',
    actionTimeout: 10_000,
    launchOptions: {
      executablePath: process.env.MIXWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--autoplay-policy=no-user-gesture-required'],
    },
  },
  projects: [
    { name: 'chromium' },
    ...(electronBinary ? [{ name: 'electron', testMatch: 'make-a-record.spec.ts', use: { electronBinary } }] : []),
  ],
})
