import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openProject } from '../../../main/store/project-store.ts'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { songsInOrder } from '../../../shared/model/selectors.ts'
import { chords, writeWav } from '../pool/sound-files.ts'
import { type TestApi, testApis } from './open-api.ts'

const openTestApi = testApis()

function filesOf(project: string): string[] {
  return ['audio', 'originals', 'peaks'].flatMap((folder) => readdirSync(join(project, folder)))
}

/** A project “Sketch” of one song with a mono and a stereo stem, closed again; an empty “Test” is open. */
async function sketchBeside(test: TestApi, seconds = 0.25): Promise<{ sketch: string; songId: string; here: string }> {
  const { path: sketch, document } = await test.api.call('project.create', { name: 'Sketch', sampleRate: 48000 })
  const songId = Object.keys(document.songs)[0]!
  const files = [1, 2].map((channels) => {
    const path = join(test.folder, `Stem ${channels}.wav`)
    const sound = chords(48_000 * seconds, channels, 48_000)
    writeWav(path, sound, { channels, sampleRate: 48_000, encoding: 's24' })
    return { ref: `f${channels}`, name: `Stem ${channels}.wav`, source: { path } }
  })
  await test.api.call('import.begin', { jobId: 'stems', songId, atFrame: 0, files })
  await test.event('import.finished')
  const { path: here } = await test.create()
  return { sketch, songId, here }
}

function titles(test: TestApi): string[] {
  return songsInOrder(test.main.currentProject()!.document).map(({ title }) => title)
}

describe('a song of another project', () => {
  test('is listed and comes in with its audio and its originals, also while somebody writes that project', async () => {
    const test = openTestApi()
    const { sketch, songId, here } = await sketchBeside(test)
    const writer = await openProject(sketch)
    const before = filesOf(sketch)
    const { songs, name, sampleRate } = await test.api.call('song.list', { path: sketch })
    expect({ name, sampleRate }).toEqual({ name: 'Sketch', sampleRate: 48000 })
    expect(songs).toEqual([{ id: songId, title: 'Song 1', lengthFrames: 12_000, tracks: 2 }])

    const brought = await test.api.call('song.import', { taskId: 't', path: sketch, songId })
    await writer.close()
    expect(brought).toMatchObject({ title: 'Song 1 2', notes: [] })
    expect(titles(test)).toEqual(['Song 1', 'Song 1 2'])
    expect(checkDocument(test.main.currentProject()!.document)).toEqual([])
    expect(filesOf(here).toSorted(), 'sounds, peaks and originals').toEqual(before.toSorted())
    expect(filesOf(sketch)).toEqual(before)
    expect((await test.api.call('media.verify', { taskId: 'v' })).offline).toEqual([])
    const shares = test.heard.filter(({ name: event }) => event === 'task.progress')
    expect(shares.length).toBeGreaterThan(0)

    await test.api.call('edit.undo', {})
    expect(titles(test)).toEqual(['Song 1'])
    await test.api.call('edit.redo', {})
    // What is here already is not copied again.
    await test.api.call('song.import', { taskId: 't', path: sketch, songId })
    expect(filesOf(here)).toHaveLength(before.length)
    expect(Object.keys(test.main.currentProject()!.document.assets)).toHaveLength(2)
  })

  test('whose sound is missing there is made again from its original, or comes in with that said', async () => {
    const test = openTestApi()
    const { sketch, songId, here } = await sketchBeside(test)
    for (const file of readdirSync(join(sketch, 'audio'))) rmSync(join(sketch, 'audio', file))
    const remade = await test.api.call('song.import', { taskId: 't', path: sketch, songId })
    expect(remade.notes).toEqual([])
    expect((await test.api.call('media.verify', { taskId: 'v' })).offline).toEqual([])
    expect(readdirSync(join(sketch, 'audio')), 'the other project is only read').toEqual([])

    await test.api.call('edit.undo', {})
    await test.api.call('project.close', {})
    for (const project of [sketch, here])
      for (const folder of ['audio', 'originals'])
        for (const file of readdirSync(join(project, folder))) rmSync(join(project, folder, file))
    await test.api.call('project.open', { path: here })
    const { notes } = await test.api.call('song.import', { taskId: 't', path: sketch, songId })
    expect(notes).toEqual(
      ['Stem 1', 'Stem 2'].map(
        (name) => `The sound of “${name}” is missing or damaged in the other project, and offline here.`,
      ),
    )
    expect((await test.api.call('media.look', {})).offline).toHaveLength(2)
  })

  test('that is cancelled, or whose project is closed meanwhile, leaves nothing behind', async () => {
    const test = openTestApi()
    const { sketch, songId, here } = await sketchBeside(test, 20)
    const importing = () => {
      const done = test.api.call('song.import', { taskId: 't', path: sketch, songId })
      // It is awaited only when it has been cancelled.
      done.catch(() => undefined)
      return done
    }
    const started = () => test.event('task.progress', ({ taskId }) => taskId === 't')
    const first = importing()
    await started()
    await test.api.call('song.cancelImport', { taskId: 't' })
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    expect(titles(test)).toEqual(['Song 1'])
    expect(filesOf(here)).toEqual([])

    test.heard.length = 0
    const second = importing()
    await started()
    await test.api.call('project.close', {})
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    expect(filesOf(here)).toEqual([])
  })

  test('that cannot be brought is refused, and says what to do', async () => {
    const test = openTestApi()
    const { sketch, here } = await sketchBeside(test)
    const refused = (input: { path: string; songId: string }) =>
      expect(test.api.call('song.import', { taskId: 't', ...input })).rejects
    await refused({ path: sketch, songId: 'none' }).toMatchObject({ code: 'not-found' })
    await refused({ path: join(test.folder, 'nowhere'), songId: 'none' }).toMatchObject({ code: 'not-found' })
    await refused({ path: 'Sketch', songId: 'none' }).toMatchObject({ code: 'bad-request' })
    const slow = await test.api.call('project.create', { name: 'Slow', sampleRate: 44100 })
    await test.api.call('project.open', { path: here })
    await refused({ path: slow.path, songId: Object.keys(slow.document.songs)[0]! }).toMatchObject({
      code: 'unsupported',
      message: '“Song 1” is at 44.1 kHz and this project at 48 kHz.',
    })
    await expect(test.api.call('song.list', { path: test.folder })).rejects.toMatchObject({ code: 'not-found' })
  })
})
