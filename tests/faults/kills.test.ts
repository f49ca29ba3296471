import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('a program that is killed while it edits, imports, bounces, migrates, backs up or restores loses nothing that it answered', () => {
  const program = fileURLToPath(new URL('./faults.ts', import.meta.url))
  const run = spawnSync(process.execPath, [program, '--kills', '24'], { encoding: 'utf8' })
  console.log(run.stdout.trim().split('\n').at(-1))
  expect(run.stdout + run.stderr).toMatch(/\n2[4-9] kills, 0 failed, seed \d+\n$/)
  expect(run.status).toBe(0)
}, 300_000)
