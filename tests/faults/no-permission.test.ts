import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createProject, openProject } from '../../main/store/project-store.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { furnishing } from '../unit/model/random-edits.ts'
import { temporaryFolders } from '../unit/store/temporary-folder.ts'
import { freezeFolder, mountSmallDisk } from './small-disk.ts'

const disk = mountSmallDisk(16)
afterAll(() => disk?.remove())
const newFolder = temporaryFolders()
const fader = (faderDb: number): Edit => ({ type: 'updateTrack', trackId: 't1', set: { faderDb } })
const refused = {
  code: 'disk',
  message: expect.stringContaining('“Test”'),
  remedy: 'Give yourself permission to the folder, or copy it to where you have it.',
}

async function closedProject(folder: string): Promise<string> {
  const path = join(folder, 'Test.mixwright')
  const store = await createProject({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: furnishing })
  await store.apply(fader(-3))
  await store.close()
  return path
}

test.skipIf(!disk)(
  'a project on a disk that is read-only opens for reading, is left as it is, and is written when it may be',
  async () => {
    const path = await closedProject(disk!.folder)
    const before = readdirSync(path)
    disk!.setReadOnly(true)
    const reading = await openProject(path)
    expect([reading.readOnly, reading.unwritable]).toEqual([true, true])
    expect(reading.document.tracks.t1!.faderDb).toBe(-3)
    await expect(reading.apply(fader(-9))).rejects.toMatchObject({ code: 'read-only' })
    await reading.close()
    disk!.setReadOnly(false)
    expect(readdirSync(path)).toEqual(before)
    const store = await openProject(path)
    expect(store.document.tracks.t1!.faderDb).toBe(-3)
    await store.apply(fader(-4))
    await store.close()
  },
)

describe('a project some of whose folders may no longer be written', () => {
  test('takes no edit that could not be logged, keeps those before it, and goes on when it may', async ({ skip }) => {
    const path = await closedProject(newFolder())
    const store = await openProject(path)
    if (!freezeFolder(join(path, 'edits'), true)) {
      await store.close()
      skip()
    }
    try {
      await expect(store.apply(fader(-9))).rejects.toMatchObject(refused)
      expect(store.document.tracks.t1!.faderDb).toBe(-3)
      expect(store.seq).toBe(1)
    } finally {
      freezeFolder(join(path, 'edits'), false)
    }
    await store.apply(fader(-5))
    await store.close()
    const again = await openProject(path)
    expect(again.document.tracks.t1!.faderDb).toBe(-5)
    expect(again.seq).toBe(2)
    await again.close()
  })

  test('is edited though it cannot be backed up', async ({ skip }) => {
    const path = await closedProject(newFolder())
    const heard: string[] = []
    const store = await openProject(path, { onNote: (sentence) => heard.push(sentence) })
    if (!freezeFolder(join(path, 'backups'), true)) {
      await store.close()
      skip()
    }
    try {
      await store.apply(fader(-5))
      await store.close()
    } finally {
      freezeFolder(join(path, 'backups'), false)
    }
    expect(heard).toEqual([expect.stringMatching(/could not be backed up .*give yourself permission to its folder/)])
    const again = await openProject(path)
    expect(again.document.tracks.t1!.faderDb).toBe(-5)
    await again.close()
  })
})
