import type { Page } from '@playwright/test'
import { expect } from '../app.ts'
import { bounce, goTo } from './hands.ts'
import { makeProject, mixwright } from './program.ts'
import { readWav, writeWav } from './wav-file.ts'

/** Tracks that stand at one level throughout, so that a mix of them is a sum that can be written down. */

const RATE = 48_000
export const steadySeconds = 2

/** A project whose tracks are called by the keys and stand at the values, mono. Returns its folder. */
export async function steadyProject(
  app: { folder: string; projects: string },
  name: string,
  levels: Readonly<Record<string, number>>,
  seconds = steadySeconds,
): Promise<string> {
  const files: string[] = []
  for (const [track, level] of Object.entries(levels)) {
    const file = `${app.folder}/${track}.wav`
    await writeWav(file, new Float32Array(seconds * RATE).fill(level), 1, '24')
    files.push(file)
  }
  return makeProject(app.projects, name, files)
}

/** Applies edits to a project that no window has open. */
export async function editProject(app: { folder: string }, folder: string, edits: readonly object[]): Promise<void> {
  const { writeFile } = await import('node:fs/promises')
  const file = `${app.folder}/edits.json`
  await writeFile(file, JSON.stringify(edits))
  await mixwright('edit', folder, file)
}

/** Bounces the mix and returns what stands left and right in its middle, where nothing moves any more. */
export async function bouncedLevels(page: Page): Promise<[left: number, right: number]> {
  const { samples } = await readWav(await bounce(page, { stage: 'mix', depth: '32f' }))
  await goTo(page, 'mix')
  const frame = Math.floor(samples.length / 4)
  return [samples[2 * frame]!, samples[2 * frame + 1]!]
}

/** The bounced mix has this level on both sides. */
export async function expectBounced(page: Page, left: number, right = left): Promise<void> {
  const [heardLeft, heardRight] = await bouncedLevels(page)
  expect(heardLeft).toBeCloseTo(left, 5)
  expect(heardRight).toBeCloseTo(right, 5)
}

export const gain = (db: number) => 10 ** (db / 20)
