import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { OpenedProject } from '../../../shared/contract/api.ts'
import type { Placement } from '../../../shared/contract/placement.ts'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { newDevice } from '../../../shared/model/defaults.ts'
import { clipsOfTrack, itemsOfAlbum, referencesInOrder, tracksOfSong } from '../../../shared/model/selectors.ts'
import { withBext } from '../formats/bext.ts'
import { chords, noise, writeWav } from '../pool/sound-files.ts'
import { type TestApi, testApis } from './open-api.ts'

const openTestApi = testApis()

function songOf({ document }: OpenedProject): string {
  return Object.keys(document.songs)[0]!
}

/** A WAV in the test's folder. */
function wav(folder: string, name: string, channels = 2, seconds = 0.25): string {
  const path = join(folder, name)
  writeWav(path, chords(Math.round(48000 * seconds), channels, 48000), { channels, sampleRate: 48000, encoding: 's24' })
  return path
}

function fromPath(path: string, ref: string) {
  return { ref, name: path.split('/').at(-1)!, source: { path } }
}

function tracksNow({ main }: TestApi, songId: string) {
  return tracksOfSong(main.currentProject()!.document, songId).filter(({ kind }) => kind === 'audio')
}

function soundFiles(path: string): string[] {
  return ['audio', 'originals', 'peaks', 'incoming'].flatMap((folder) => {
    try {
      return readdirSync(join(path, folder))
    } catch {
      return []
    }
  })
}

describe('an import', () => {
  test('puts finished masters and mixes on the album, in the order of the list, as one step', async () => {
    const test = openTestApi()
    const songId = songOf(await test.create())
    const place = (kind: 'albumMaster' | 'albumSong'): Placement => ({ kind })
    const files = [
      { ...fromPath(wav(test.folder, 'Opener.wav', 2), 'a'), place: place('albumSong') },
      { ...fromPath(wav(test.folder, 'Choir.wav', 4), 'b'), place: place('albumSong') },
      { ...fromPath(wav(test.folder, 'Bonus.wav', 2, 0.5), 'c'), place: place('albumMaster') },
    ]
    await test.api.call('import.begin', { jobId: 'j', songId, atFrame: 0, files })
    const { results } = await test.event('import.finished')
    expect(results.map(({ error }) => error?.message)).toEqual([
      undefined,
      '“Choir.wav” has 4 channels, and a mix for the album is mono or stereo.',
      undefined,
    ])
    const { document } = test.main.currentProject()!
    const [opener, bonus] = itemsOfAlbum(document)
    expect(opener).toMatchObject({ kind: 'song', title: 'Opener', gapFrames: 0 })
    expect(bonus).toMatchObject({ kind: 'asset', title: 'Bonus', gapFrames: 96_000 })
    const song = document.songs[opener!.songId!]!
    const [track] = tracksNow(test, song.id)
    expect([song.title, track!.name, clipsOfTrack(document, track!.id)[0]!.lengthFrames]).toEqual([
      'Opener',
      'Opener',
      12_000,
    ])
    expect(Object.keys(document.devices[song.id]!)).toHaveLength(5)
    expect(() => checkDocument(document)).not.toThrow()
    await test.api.call('edit.undo', {})
    const undone = test.main.currentProject()!.document
    expect([itemsOfAlbum(undone), Object.keys(undone.songs)]).toEqual([[], [songId]])
  })

  test('brings a reference on no track, and says why one of many channels cannot be', async () => {
    const test = openTestApi()
    const songId = songOf(await test.create())
    const place: Placement = { kind: 'reference' }
    const files = [
      { ...fromPath(wav(test.folder, 'Blue.wav', 2), 'a'), place },
      { ...fromPath(wav(test.folder, 'Choir.wav', 4), 'b'), place },
      { ...fromPath(wav(test.folder, 'Green.wav', 1, 0.5), 'c'), place },
    ]
    await test.api.call('import.begin', { jobId: 'j', songId, atFrame: 0, files })
    const { results } = await test.event('import.finished')
    expect(results.map(({ trackIds, error }) => [trackIds, error?.message])).toEqual([
      [[], undefined],
      [[], '“Choir.wav” has 4 channels, and a reference is mono or stereo.'],
      [[], undefined],
    ])
    const { document } = test.main.currentProject()!
    expect(tracksNow(test, songId)).toEqual([])
    expect(referencesInOrder(document).map(({ name, order, endFrame }) => [name, order, endFrame])).toEqual([
      ['Blue', 0, null],
      ['Green', 1, null],
    ])
    expect(checkDocument(document)).toEqual([])
  })

  test('gives a device the file that it plays as one step, the same sound no second time, and refuses what cannot play one', async () => {
    const test = openTestApi()
    const songId = songOf(await test.create())
    const devices = [newDevice('room', songId, 'convolution', 9), newDevice('filter', songId, 'eq', 10)]
    for (const device of devices) await test.api.call('edit.apply', { edit: { type: 'addDevice', device } })
    const place = (deviceId: string): Placement => ({ kind: 'device', ownerId: songId, deviceId })
    const fileNow = () => test.main.currentProject()!.document.devices[songId]!.room!.fileAssetId
    const hall = { ...fromPath(wav(test.folder, 'Hall.wav', 2), 'a'), place: place('room') }
    const wide = { ...fromPath(wav(test.folder, 'Wide.wav', 4), 'b'), place: place('room') }
    await test.api.call('import.begin', { jobId: 'j', songId, atFrame: 0, files: [hall, wide] })
    const { results } = await test.event('import.finished')
    expect(results.map(({ trackIds, error }) => [trackIds, error?.message])).toEqual([
      [[], undefined],
      [[], '“Wide.wav” has 4 channels, and what a device plays is mono or stereo.'],
    ])
    const { document } = test.main.currentProject()!
    expect(Object.values(document.assets).map(({ id, name }) => [id, name])).toEqual([[fileNow(), 'Hall']])
    expect(tracksNow(test, songId)).toEqual([])
    expect(checkDocument(document)).toEqual([])

    await test.api.call('import.begin', { jobId: 'k', songId, atFrame: 0, files: [hall] })
    await test.event('import.finished')
    expect(Object.keys(test.main.currentProject()!.document.assets)).toHaveLength(1)
    await test.api.call('edit.undo', {})
    expect([fileNow(), Object.keys(test.main.currentProject()!.document.assets)]).toEqual([null, []])
    for (const deviceId of ['filter', 'gone'])
      await expect(
        test.api.call('import.begin', {
          jobId: deviceId,
          songId,
          atFrame: 0,
          files: [{ ...hall, place: place(deviceId) }],
        }),
      ).rejects.toThrow(`There is no device ${deviceId} that plays a file.`)
  })

  test('brings one track per file, and one undo takes all of them back', async () => {
    const test = openTestApi()
    const project = await test.create()
    const songId = songOf(project)
    const files = [
      fromPath(wav(test.folder, '01 Kick.wav', 1), 'a'),
      fromPath(wav(test.folder, 'Pad.wav', 2), 'b'),
      fromPath(wav(test.folder, 'Choir.wav', 4), 'c'),
    ]
    await test.api.call('import.begin', { jobId: 'j', songId, atFrame: 4800, files })
    const { results, cancelled } = await test.event('import.finished')
    expect(cancelled).toBe(false)
    expect(results.map(({ ref, trackIds, error }) => [ref, trackIds.length, error])).toEqual([
      ['a', 1, null],
      ['b', 1, null],
      ['c', 4, null],
    ])
    const tracks = tracksNow(test, songId)
    expect(tracks.map(({ name, panMode }) => [name, panMode]).slice(0, 3)).toEqual([
      ['01 Kick', 'pan'],
      ['Pad', 'balance'],
      ['Choir L', 'pan'],
    ])
    expect(new Set(tracks.map(({ colour }) => colour)).size).toBe(6)
    const document = test.main.currentProject()!.document
    expect(clipsOfTrack(document, tracks[0]!.id)).toMatchObject([{ startFrame: 4800, lengthFrames: 12_000 }])
    expect(checkDocument(document)).toEqual([])
    expect((await test.event('document.changed')).label).toBe('Import 3 files')
    await test.api.call('edit.undo', {})
    expect(tracksNow(test, songId)).toEqual([])
  })

  test('reports what is no sound with its remedy, and brings in the rest', async () => {
    const test = openTestApi()
    const project = await test.create()
    const broken = join(test.folder, 'notes.wav')
    writeFileSync(broken, 'these are words')
    await test.api.call('import.begin', {
      jobId: 'j',
      songId: songOf(project),
      atFrame: 0,
      files: [
        fromPath(broken, 'bad'),
        fromPath(wav(test.folder, 'Bass.wav', 1), 'good'),
        fromPath('/nowhere.wav', 'none'),
      ],
    })
    const { results } = await test.event('import.finished')
    expect(results[0]).toMatchObject({ trackIds: [], error: { message: expect.stringContaining('notes.wav') } })
    expect(results[1]!.error).toBeNull()
    expect(results[2]!.error!.message).toContain('nowhere.wav')
    expect(tracksNow(test, songOf(project)).map(({ name }) => name)).toEqual(['Bass'])
    expect((await test.event('document.changed')).label).toBe('Import Bass.wav')
  })

  test('of the same sound twice files it once', async () => {
    const test = openTestApi()
    const songId = songOf(await test.create())
    const kick = wav(test.folder, 'Kick.wav')
    writeFileSync(join(test.folder, 'Kick copy.wav'), readFileSync(kick))
    const begin = (jobId: string, files: string[]) =>
      test.api.call('import.begin', { jobId, songId, atFrame: 0, files: files.map((f, i) => fromPath(f, String(i))) })
    await begin('one', [kick, join(test.folder, 'Kick copy.wav')])
    await begin('two', [kick])
    await test.event('import.finished', ({ jobId }) => jobId === 'two')
    expect(Object.values(test.main.currentProject()!.document.assets)).toHaveLength(1)
    expect(tracksNow(test, songId).map(({ name }) => name)).toEqual(['Kick', 'Kick copy', 'Kick'])
  })

  test('of one file onto a track makes a clip there', async () => {
    const test = openTestApi()
    const songId = songOf(await test.create())
    const file = [fromPath(wav(test.folder, 'Kick.wav'), 'a')]
    await test.api.call('import.begin', { jobId: 'one', songId, atFrame: 0, files: file })
    const [track] = (await test.event('import.finished')).results[0]!.trackIds
    const onto = { ...file[0]!, place: { kind: 'track' as const, trackId: track! } }
    await test.api.call('import.begin', { jobId: 'two', songId, atFrame: 96_000, files: [onto] })
    await test.event('import.finished', ({ jobId }) => jobId === 'two')
    const { document } = test.main.currentProject()!
    expect(clipsOfTrack(document, track!).map(({ startFrame }) => startFrame)).toEqual([0, 96_000])
  })
})

/** Imports files, each with its place, and tells what lies where: by track, the name and start of each clip. */
async function placed(
  test: TestApi,
  songId: string,
  files: { path: string; place?: Placement }[],
  more: { atFrame?: number; align?: 'earliest' | 'zero' } = {},
) {
  const jobId = `job-${test.heard.length}`
  await test.api.call('import.begin', {
    jobId,
    songId,
    atFrame: 0,
    ...more,
    files: files.map(({ path, place }, index) => ({ ...fromPath(path, `f${index}`), ...(place && { place }) })),
  })
  const { results } = await test.event('import.finished', (payload) => payload.jobId === jobId)
  const { document } = test.main.currentProject()!
  expect(checkDocument(document)).toEqual([])
  const tracks = tracksNow(test, songId).map(({ id, name }) => [
    name,
    ...clipsOfTrack(document, id).map((clip) => `${clip.name} @${clip.startFrame}`),
  ])
  return { results, tracks, document }
}

describe('a place of its own', () => {
  const row = (name: string, trackId: string | null = null) => ({ kind: 'sequence' as const, row: name, trackId })

  test('in a row puts each file behind the one before it, on one track, whatever is broken between them', async () => {
    const test = openTestApi()
    const songId = songOf(await test.create())
    const broken = join(test.folder, 'Broken.wav')
    writeFileSync(broken, 'these are words')
    const files = [
      wav(test.folder, 'One.wav', 1),
      broken,
      wav(test.folder, 'Two.wav', 2, 0.5),
      wav(test.folder, 'Three.wav', 1),
    ]
    const { tracks, results } = await placed(
      test,
      songId,
      files.map((path) => ({ path, place: row('r') })),
      { atFrame: 1000 },
    )
    expect(tracks).toEqual([['One', 'One @1000', 'Two @13000', 'Three @37000']])
    expect(results.map(({ error }) => error === null)).toEqual([true, false, true, true])
    expect(tracksNow(test, songId)[0]!.panMode, 'stereo lies on it too').toBe('balance')
  })

  test('in a row on a track that is there goes on there; surround files keep their time on tracks of their own', async () => {
    const test = openTestApi()
    const songId = songOf(await test.create())
    const one = wav(test.folder, 'One.wav', 1)
    await placed(test, songId, [{ path: one }])
    const [track] = tracksNow(test, songId)
    const files = [one, wav(test.folder, 'Room.wav', 4), wav(test.folder, 'Two.wav', 1, 0.1)]
    const { tracks, results } = await placed(
      test,
      songId,
      files.map((path) => ({ path, place: row('r', track!.id) })),
      { atFrame: 48_000 },
    )
    expect(tracks[0]).toEqual(['One', 'One @0', 'One @48000', 'Two @72000'])
    expect(tracks.slice(1).map((each) => each[1])).toEqual(['L', 'R', 'Ls', 'Rs'].map((side) => `Room ${side} @60000`))
    expect(results[1]!.notes).toEqual(['“Room.wav” has 4 channels, which lie on tracks of their own.'])
  })

  test('by time stamp keeps the distance that takes had, from the earliest or from the first frame', async () => {
    const test = openTestApi()
    const songId = songOf(await test.create())
    const hour = 48_000 * 3600
    const stamped = (name: string, timeReference: number) => {
      const path = wav(test.folder, name, 1)
      writeFileSync(path, withBext(readFileSync(path), timeReference))
      return { path }
    }
    const files = [
      stamped('Late.wav', hour + 7777),
      stamped('Early.wav', hour),
      { path: wav(test.folder, 'Bare.wav', 1) },
    ]
    const starts = ({ tracks }: Awaited<ReturnType<typeof placed>>) => tracks.map((track) => track[1])
    expect(starts(await placed(test, songId, files, { atFrame: 5000, align: 'earliest' }))).toEqual([
      'Late @12777',
      'Early @5000',
      'Bare @5000',
    ])
    await test.api.call('edit.undo', {})
    expect(starts(await placed(test, songId, files, { atFrame: 5000, align: 'zero' }))).toEqual([
      `Late @${hour + 7777}`,
      `Early @${hour}`,
      'Bare @5000',
    ])
    await test.api.call('edit.undo', {})
    expect(starts(await placed(test, songId, files, { atFrame: 5000 }))).toEqual([
      'Late @5000',
      'Early @5000',
      'Bare @5000',
    ])
    await test.api.call('edit.undo', {})
    const inRow = files.map((file) => ({ ...file, place: row('r') }))
    const { tracks } = await placed(test, songId, inRow, { align: 'earliest' })
    expect(tracks, 'what has no stamp follows the file before it').toEqual([
      ['Late', 'Early @0', 'Late @7777', 'Bare @12000'],
    ])
  })

  test('that is not there is refused at once', async () => {
    const test = openTestApi()
    const songId = songOf(await test.create())
    const path = wav(test.folder, 'One.wav', 1)
    for (const place of [
      { kind: 'track' as const, trackId: 'none' },
      row('r', 'none'),
      { kind: 'replace' as const, assetId: 'none', scope: { kind: 'project' as const } },
    ])
      await expect(placed(test, songId, [{ path, place }]), place.kind).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a revised file in the place of another', () => {
  const inPlaceOf = (assetId: string) => ({ kind: 'replace' as const, assetId, scope: { kind: 'project' as const } })
  const assetNamed = (test: TestApi, name: string) =>
    Object.values(test.main.currentProject()!.document.assets).find((asset) => asset.name === name)!

  test('plays in its clips, says what is different, and one undo brings the old one back', async () => {
    const test = openTestApi()
    const songId = songOf(await test.create())
    await placed(test, songId, [
      { path: wav(test.folder, 'Kick.wav', 1) },
      { path: wav(test.folder, 'Bass.wav', 1, 1) },
    ])
    const before = test.main.currentProject()!.document
    const { document, results } = await placed(test, songId, [
      { path: wav(test.folder, 'Kick_v2.wav', 2, 0.5), place: inPlaceOf(assetNamed(test, 'Kick').id) },
      { path: wav(test.folder, 'Bass_v2.wav', 1, 0.75), place: inPlaceOf(assetNamed(test, 'Bass').id) },
      { path: wav(test.folder, 'New.wav', 1) },
    ])
    const [kick, bass, added] = tracksNow(test, songId)
    expect(clipsOfTrack(document, kick!.id)).toMatchObject([{ name: 'Kick_v2', startFrame: 0, lengthFrames: 12_000 }])
    expect([kick!.name, kick!.panMode]).toEqual(['Kick', 'balance'])
    expect(clipsOfTrack(document, bass!.id)).toMatchObject([{ name: 'Bass_v2', lengthFrames: 36_000 }])
    expect(added!.name).toBe('New')
    expect(results[0]).toMatchObject({
      trackIds: [kick!.id],
      notes: [
        '“Kick_v2” plays in place of “Kick” in 1 clip.',
        '“Kick_v2” is 0.250 s longer than “Kick”.',
        'It is stereo, and was mono before.',
      ],
    })
    expect(results[1]!.notes).toContain('1 clip shortened to its end: “Bass”.')
    expect(assetNamed(test, 'Kick')).toBeDefined()
    await test.api.call('edit.undo', {})
    expect(test.main.currentProject()!.document).toEqual(before)
  })

  test('that is the same sound changes nothing; one that no clip can take leaves no file behind', async () => {
    const test = openTestApi()
    const project = await test.create()
    const songId = songOf(project)
    const kick = wav(test.folder, 'Kick.wav', 1)
    await placed(test, songId, [{ path: kick }])
    const before = test.main.currentProject()!.document
    const files = soundFiles(project.path)
    const place = inPlaceOf(assetNamed(test, 'Kick').id)
    const { results } = await placed(test, songId, [
      { path: kick, place },
      { path: wav(test.folder, 'Room.wav', 4), place },
    ])
    expect(results[0]!.notes).toEqual(['“Kick.wav” holds the same sound as “Kick”; nothing was changed.'])
    expect(results[1]!.error!.message).toBe('“Room.wav” has 4 channels, and “Kick” is mono.')
    expect(test.main.currentProject()!.document).toBe(before)
    expect(soundFiles(project.path)).toEqual(files)
  })
})

describe('an upload', () => {
  test('in pieces becomes the same sound as the file itself', async () => {
    const test = openTestApi()
    const project = await test.create()
    const songId = songOf(project)
    const path = wav(test.folder, 'Pad.wav')
    const bytes = new Uint8Array(readFileSync(path))
    const files = [
      { ref: 'u', name: 'Pad.wav', source: { uploadBytes: bytes.length } },
      { ref: 'empty', name: 'Nothing.wav', source: { uploadBytes: 0 } },
    ]
    await test.api.call('import.begin', { jobId: 'up', songId, atFrame: 0, files })
    for (let at = 0; at < bytes.length; at += 10_001)
      await test.api.call('import.chunk', { jobId: 'up', ref: 'u' }, bytes.slice(at, at + 10_001))
    const { results } = await test.event('import.finished')
    expect(results[0]!.error).toBeNull()
    expect(results[1]!.error!.message).toContain('Nothing.wav')
    await test.api.call('import.begin', { jobId: 'path', songId, atFrame: 0, files: [fromPath(path, 'p')] })
    await test.event('import.finished', ({ jobId }) => jobId === 'path')
    expect(Object.values(test.main.currentProject()!.document.assets)).toHaveLength(1)
    expect(readdirSync(join(project.path, 'incoming'))).toEqual([])
    const shares = test.heard
      .filter(({ name, payload }) => name === 'import.progress' && (payload as { ref: string }).ref === 'u')
      .map(({ payload }) => (payload as { fraction: number }).fraction)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  test('with sound the page decoded keeps the original and takes the sound', async () => {
    const test = openTestApi()
    const project = await test.create()
    const original = new Uint8Array(Buffer.from('as if this were AAC'))
    const decoded = join(test.folder, 'decoded.wav')
    writeWav(decoded, noise(9600, 3), { channels: 2, sampleRate: 48000, encoding: 'f32' })
    const pcm = new Uint8Array(readFileSync(decoded))
    const source = { uploadBytes: original.length, decoded: { format: 'AAC', pcmBytes: pcm.length } }
    await test.api.call('import.begin', {
      jobId: 'up',
      songId: songOf(project),
      atFrame: 0,
      files: [{ ref: 'u', name: 'Vox.m4a', source }],
    })
    await test.api.call('import.chunk', { jobId: 'up', ref: 'u' }, new Uint8Array([...original, ...pcm]))
    expect((await test.event('import.finished')).results[0]!.error).toBeNull()
    const [asset] = Object.values(test.main.currentProject()!.document.assets)
    expect(asset).toMatchObject({ name: 'Vox', sourceFormat: 'AAC', frames: 4800, channels: 2 })
  })

  test('of more bytes than announced is refused', async () => {
    const test = openTestApi()
    const project = await test.create()
    const files = [{ ref: 'u', name: 'Pad.wav', source: { uploadBytes: 10 } }]
    await test.api.call('import.begin', { jobId: 'up', songId: songOf(project), atFrame: 0, files })
    const chunk = test.api.call('import.chunk', { jobId: 'up', ref: 'u' }, new Uint8Array(11))
    await expect(chunk).rejects.toMatchObject({ code: 'bad-request' })
    await test.api.call('import.cancel', { jobId: 'up' })
    await expect(test.api.call('import.chunk', { jobId: 'up', ref: 'u' }, new Uint8Array(1))).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('whose page is gone ends when the next page starts', async () => {
    const test = openTestApi()
    const project = await test.create()
    const files = [{ ref: 'u', name: 'Pad.wav', source: { uploadBytes: 10 } }]
    await test.api.call('import.begin', { jobId: 'up', songId: songOf(project), atFrame: 0, files })
    await test.api.call('project.current', {})
    expect((await test.event('import.finished')).cancelled).toBe(true)
  })
})

describe('a cancelled import', () => {
  test('does not wait for the one before it', async () => {
    const test = openTestApi()
    const songId = songOf(await test.create())
    const waiting = (ref: string) => [{ ref, name: ref, source: { uploadBytes: 1 } }]
    await test.api.call('import.begin', { jobId: 'one', songId, atFrame: 0, files: waiting('a') })
    await test.api.call('import.begin', { jobId: 'two', songId, atFrame: 0, files: waiting('b') })
    await test.api.call('import.cancel', { jobId: 'two' })
    expect(await test.event('import.finished')).toEqual({ jobId: 'two', cancelled: true, results: [] })
    await test.api.call('import.cancel', { jobId: 'one' })
  })

  test('leaves no track and no file, not even of what was through already', async () => {
    const test = openTestApi()
    const project = await test.create()
    const files = [
      fromPath(wav(test.folder, 'Kick.wav'), 'a'),
      { ref: 'waiting', name: 'Pad.wav', source: { uploadBytes: 100 } },
    ]
    await test.api.call('import.begin', { jobId: 'j', songId: songOf(project), atFrame: 0, files })
    await test.event('import.progress', ({ ref, fraction }) => ref === 'a' && fraction === 1)
    await test.api.call('import.chunk', { jobId: 'j', ref: 'waiting' }, new Uint8Array(50))
    expect(soundFiles(project.path)).not.toEqual([])
    await test.api.call('import.cancel', { jobId: 'j' })
    expect(await test.event('import.finished')).toMatchObject({ cancelled: true, results: [] })
    expect(tracksNow(test, songOf(project))).toEqual([])
    expect(soundFiles(project.path)).toEqual([])
  })

  test('keeps the sound that was in the project before', async () => {
    const test = openTestApi()
    const project = await test.create()
    const kick = fromPath(wav(test.folder, 'Kick.wav'), 'a')
    const begin = (jobId: string, files: Parameters<typeof fromPath>[0][] = []) =>
      test.api.call('import.begin', {
        jobId,
        songId: songOf(project),
        atFrame: 0,
        files: [kick, ...files.map((ref) => ({ ref, name: ref, source: { uploadBytes: 1 } }))],
      })
    await begin('one')
    await test.event('import.finished')
    const before = soundFiles(project.path)
    await begin('two', ['waiting'])
    await test.event('import.progress', ({ jobId, ref, fraction }) => jobId === 'two' && ref === 'a' && fraction === 1)
    await test.api.call('project.close', {})
    expect(soundFiles(project.path)).toEqual(before)
  })
})

test('an import into a song that is not there is refused at once', async () => {
  const test = openTestApi()
  await test.create()
  const files = [fromPath(wav(test.folder, 'Kick.wav'), 'a')]
  await expect(test.api.call('import.begin', { jobId: 'j', songId: 'none', atFrame: 0, files })).rejects.toMatchObject({
    code: 'not-found',
  })
})
