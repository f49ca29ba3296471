import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openProject } from '../../../main/store/project-store.ts'
import { withBext } from '../formats/bext.ts'
import { chords, writeWav } from '../pool/sound-files.ts'
import { type Run, runProgram } from './program.ts'

const root = mkdtempSync(join(tmpdir(), 'mixwright-cli-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(root, 'test-'))
})

function mixwright(...args: string[]): Promise<Run> {
  return runProgram(folder, ...args)
}

function wav(name: string, frames: number, gain = 1, channels = 1): void {
  const sound = chords(frames, channels, 48000).map((value) => value * gain)
  writeWav(join(folder, name), sound, { channels, sampleRate: 48000, encoding: 's24' })
}

async function done(...args: string[]): Promise<Run> {
  const run = await mixwright(...args)
  expect(run.stderr, args.join(' ')).toBe('')
  expect(run.code).toBe(0)
  return run
}

/** What lies where: by track, the name and start of each clip. */
async function tracks(project: string, song = 0): Promise<string[][]> {
  const { json } = await mixwright('info', project, '--json')
  return json.songs[song].tracks
    .filter(({ kind }: { kind: string }) => kind === 'audio')
    .map(({ name, clips }: { name: string; clips: { name: string; startFrame: number }[] }) => [
      name,
      ...clips
        .sort((a, b) => a.startFrame - b.startFrame || a.name.localeCompare(b.name))
        .map((clip) => `${clip.name} @${clip.startFrame}`),
    ])
}

async function bounce(project: string, song: string): Promise<Buffer> {
  const out = join(folder, 'bounce.wav')
  rmSync(out, { force: true })
  await done('bounce', project, '--song', song, '--out', out)
  return readFileSync(out)
}

describe('an import', () => {
  test('in sequence lays the files on one track, each behind the one before it', async () => {
    wav('One.wav', 10_000)
    wav('Two.wav', 5000)
    await done('new', 'Album')
    const run = await done('import', 'Album', '--song', 'Night', '--sequence', 'Two.wav', 'One.wav', 'Two.wav')
    expect(run.stdout).toBe('Imported 3 files onto 1 track of “Night”.\n')
    expect(await tracks('Album')).toEqual([['Two', 'Two @0', 'One @5000', 'Two @15000']])
  })

  test('by name lays a file on the track of its name, and the others on new ones', async () => {
    wav('01 Kick.wav', 10_000)
    wav('Kick_v2.wav', 5000, 0.5)
    wav('Snare.wav', 5000, 0.25)
    await done('new', 'Album')
    await done('import', 'Album', '--song', 'Night', '01 Kick.wav')
    await done('import', 'Album', '--song', 'Night', '--by-name', 'Snare.wav', 'Kick_v2.wav')
    expect(await tracks('Album')).toEqual([
      ['01 Kick', '01 Kick @0', 'Kick_v2 @0'],
      ['Snare', 'Snare @0'],
    ])
  })

  test('by time stamp keeps the distance of the takes, and a bounce has them at their samples', async () => {
    const stamp = 48_000 * 3600
    const click = new Float32Array(100)
    click[0] = 0.5
    for (const [name, at] of [
      ['Late', stamp + 12_345],
      ['Early', stamp],
    ] as const) {
      writeWav(join(folder, `${name}.wav`), click, { channels: 1, sampleRate: 48000, encoding: 'f32' })
      writeFileSync(join(folder, `${name}.wav`), withBext(readFileSync(join(folder, `${name}.wav`)), at))
    }
    await done('new', 'Album')
    await done('import', 'Album', '--song', 'Night', '--bwf', 'Late.wav', 'Early.wav')
    await done('import', 'Album', '--song', 'Day', '--bwf-zero', 'Late.wav')
    expect(await tracks('Album')).toEqual([
      ['Late', 'Late @12345'],
      ['Early', 'Early @0'],
    ])
    expect(await tracks('Album', 1)).toEqual([['Late', `Late @${stamp + 12_345}`]])
    const out = join(folder, 'mix.wav')
    await done('bounce', 'Album', '--song', 'Night', '--stage', 'mix', '--depth', '32f', '--out', out)
    const bytes = readFileSync(out)
    const sound = new Float32Array(new Uint8Array(bytes.subarray(bytes.length - 8 * 12_445)).buffer)
    const struck = [...sound.keys()].filter((index) => sound[index] !== 0)
    expect(struck).toEqual([0, 1, 2 * 12_345, 2 * 12_345 + 1])
  })

  test('cannot be in sequence and by name at once', async () => {
    const run = await mixwright('import', 'Album', '--song', 'Night', '--sequence', '--by-name', 'One.wav')
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('exclude each other') })
  })
})

describe('a revised file', () => {
  beforeEach(async () => {
    wav('Kick.wav', 10_000)
    wav('Kick_v2.wav', 8000, 0.5)
    await done('new', 'Album')
    await done('import', 'Album', '--song', 'Night', 'Kick.wav')
    await done('import', 'Album', '--song', 'Day', 'Kick.wav')
  })

  test('takes the place of another in one clip', async () => {
    await done('import', 'Album', '--song', 'Night', 'Kick.wav')
    const { json } = await mixwright('info', 'Album', '--json')
    await done('replace', 'Album', 'Kick', 'Kick_v2.wav', '--clip', json.songs[0].tracks[1].clips[0].id)
    expect(await tracks('Album', 0)).toEqual([
      ['Kick', 'Kick @0'],
      ['Kick', 'Kick_v2 @0'],
    ])
    expect(await tracks('Album', 1)).toEqual([['Kick', 'Kick @0']])
    const none = await mixwright('replace', 'Album', 'Kick', 'Kick_v2.wav', '--clip', 'none')
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no clip none') })
  })

  test('takes the place of another in every song, or in one', async () => {
    const one = await done('replace', 'Album', 'Kick', 'Kick_v2.wav', '--song', 'Night', '--json')
    expect(one.json).toMatchObject({
      schema: 'mixwright.replace/1',
      asset: { name: 'Kick' },
      file: 'Kick_v2.wav',
      notes: [
        '“Kick_v2” plays in place of “Kick” in 1 clip.',
        '“Kick_v2” is 0.042 s shorter than “Kick”.',
        '1 clip shortened to its end: “Kick”.',
      ],
    })
    expect(await tracks('Album', 0)).toEqual([['Kick', 'Kick_v2 @0']])
    expect(await tracks('Album', 1)).toEqual([['Kick', 'Kick @0']])
    await done('replace', 'Album', 'Kick', 'Kick_v2.wav')
    expect(await tracks('Album', 1)).toEqual([['Kick', 'Kick_v2 @0']])
    const unused = await mixwright('media', 'unused', 'Album')
    expect(unused.stdout, 'undo still needs it').toContain('“Kick” is kept')
  })

  test('that is no sound, or for audio that no clip plays, is refused', async () => {
    writeFileSync(join(folder, 'words.wav'), 'these are words')
    const words = await mixwright('replace', 'Album', 'Kick', 'words.wav', '--json')
    expect(words).toMatchObject({
      code: 1,
      json: { code: 'audio-file', message: expect.stringContaining('words.wav') },
    })
    const none = await mixwright('replace', 'Album', 'Snare', 'Kick.wav')
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no audio “Snare”') })
    expect(await tracks('Album')).toEqual([['Kick', 'Kick @0']])
  })
})

describe('a song of another project', () => {
  /** A mix with everything a song can have: buses, sends, inserts, a key, curves, tempo and markers. */
  async function mixed(project: string): Promise<void> {
    wav('Kick.wav', 48_000)
    wav('Pad.wav', 96_000, 0.5, 2)
    await done('new', project)
    await done('import', project, '--song', 'Night', 'Kick.wav', 'Pad.wav')
    const { json } = await mixwright('info', project, '--json')
    const [song] = json.songs
    const [kick, pad, master] = song.tracks
    const bus = { ...pad, id: 'bus', kind: 'bus', name: 'Room', order: 10, outputId: master.id }
    for (const key of ['clips', 'devices', 'sends', 'automation']) delete bus[key]
    const device = (id: string, ownerId: string, kind: string, more = {}) => ({
      type: 'addDevice',
      device: { id, ownerId, kind, order: 0, bypass: false, params: {}, ...more },
    })
    const point = (frame: number, value: number) => ({ frame, value, shape: 'linear', tension: 0 })
    const edits = [
      { type: 'addTrack', track: bus },
      { type: 'updateTrack', trackId: kick.id, set: { faderDb: -3, pan: 0.2, order: 0 } },
      // Two strips at one place: their ids decide who is summed first.
      { type: 'updateTrack', trackId: pad.id, set: { order: 0, outputId: 'bus' } },
      device('reverb', 'bus', 'reverb'),
      device('chorus', pad.id, 'chorus'),
      device('duck', pad.id, 'compressor', { keyTrackId: kick.id, order: 1, params: { threshold: -40, ratio: 8 } }),
      {
        type: 'addSend',
        send: { id: 'send', trackId: kick.id, targetId: 'bus', order: 0, levelDb: -6, pan: 0, tap: 'post', on: true },
      },
      {
        type: 'addLane',
        lane: { id: 'lane', ownerId: pad.id, target: { kind: 'strip', param: 'faderDb' }, mode: 'read', order: 0 },
      },
      {
        type: 'editAutomation',
        ownerId: pad.id,
        laneId: 'lane',
        fromFrame: 0,
        toFrame: 96_000,
        points: [point(0, -20), point(48_000, 0), point(90_000, -10)],
      },
      { type: 'addMarker', marker: { id: 'marker', songId: song.id, name: 'Chorus', frame: 24_000 } },
      { type: 'addTempoPoint', point: { id: 'tempo', songId: song.id, frame: 24_000, bpm: 90, shape: 'step' } },
      {
        type: 'saveSnapshot',
        snapshot: { id: 'snap', songId: song.id, name: 'First mix', createdAt: '2026-01-01T00:00:00.000Z' },
      },
    ]
    writeFileSync(join(folder, 'mix.json'), JSON.stringify(edits))
    await done('edit', project, 'mix.json')
  }

  test('bounces to the same bytes as the original, is one step of the history, and leaves its project as it was', async () => {
    await mixed('From')
    await done('new', 'Album')
    await done('import', 'Album', '--song', 'Night', 'Kick.wav')
    const before = await mixwright('info', 'From', '--json')
    const source = await openProject(join(folder, 'From.mixwright'))
    // Somebody else writes the project the song comes from.
    const run = await mixwright('import-song', 'From', 'Night', '--into', 'Album', '--json')
    await source.close()
    expect(run).toMatchObject({
      code: 0,
      json: {
        schema: 'mixwright.import-song/1',
        song: { title: 'Night 2' },
        from: { song: { title: 'Night' } },
        notes: ['Its snapshots stay in the other project.'],
      },
    })
    expect((await bounce('Album', 'Night 2')).equals(await bounce('From', 'Night'))).toBe(true)
    expect((await mixwright('info', 'From', '--json')).stdout).toBe(before.stdout)
    const { json } = await mixwright('info', 'Album', '--json')
    expect(
      json.assets.map(({ name }: { name: string }) => name),
      'the kick was there',
    ).toEqual(['Kick', 'Pad'])
    expect(json.songs[1]).toMatchObject({ markers: [{ name: 'Chorus' }], tempos: [{ bpm: 90 }] })

    const album = await openProject(join(folder, 'Album.mixwright'))
    await album.undo()
    expect(Object.values(album.document.songs).map(({ title }) => title)).toEqual(['Night'])
    await album.close()
  })

  test('at another rate is refused, and says what to do', async () => {
    await mixed('From')
    await done('new', 'Album', '--rate', '44100')
    const run = await mixwright('import-song', 'From', 'Night', '--into', 'Album')
    expect(run.code).toBe(1)
    expect(run.stderr).toBe(
      'mixwright: “Night” is at 48 kHz and this project at 44.1 kHz. Bring it into a project of 48 kHz, or bounce it there and import the bounce here.\n',
    )
    expect((await mixwright('info', 'Album', '--json')).json).toMatchObject({ songs: [], assets: [] })
  })
})
