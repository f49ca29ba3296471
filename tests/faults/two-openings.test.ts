import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createStore, openStore } from '../../main/store/open-store.ts'
import { furnishing } from '../unit/model/random-edits.ts'
import { temporaryFolders } from '../unit/store/temporary-folder.ts'

const newFolder = temporaryFolders()

type Line = { from: number; to: number; seq: number } | { refused: string }

function rival(path: string, trackId: string, tries: number): Promise<Line[]> {
  const program = fileURLToPath(new URL('./rival.ts', import.meta.url))
  const child = spawn(process.execPath, [program, path, trackId, String(tries)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (data) => {
    output += data
  })
  return new Promise((resolve, reject) =>
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`It ended with ${code}.`))
      else
        resolve(
          output
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Line),
        )
    }),
  )
}

test('of two programs that open a project at the same moment one writes and the other is told so, every time', async () => {
  const path = join(newFolder(), 'Test.mixwright')
  createStore({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: furnishing }).close()
  const lines = await Promise.all([rival(path, 't1', 80), rival(path, 't2', 80)])
  const all = lines.flat()
  const had = all.flatMap((line) => ('seq' in line ? [line] : [])).sort((a, b) => a.from - b.from)
  const refused = all.flatMap((line) => ('refused' in line ? [line.refused] : []))
  for (const [index, { from }] of had.entries()) if (index > 0) expect(had[index - 1]!.to).toBeLessThanOrEqual(from)
  // Every change followed on the one before, whoever made it.
  expect(had.map(({ seq }) => seq)).toEqual(had.map((_, index) => index + 1))
  expect(new Set(refused)).toEqual(new Set(['locked']))
  for (const each of lines) expect(each.some((line) => 'seq' in line)).toBe(true)
  const store = openStore(path, false)
  expect(store.seq).toBe(had.length)
  expect(store.notes).toEqual([])
  store.close()
})
