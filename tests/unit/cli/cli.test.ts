import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProject } from '../../../main/store/project-store.ts'
import { chords, writeWav } from '../pool/sound-files.ts'

const program = fileURLToPath(new URL('../../../main/cli.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'mixwright-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Run {
  code: number
  stdout: string
  stderr: string
  // biome-ignore lint/suspicious/noExplicitAny: what a command prints is looked at field by field.
  json: any
}

function start(args: string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
}

function ended(child: ChildProcess): Promise<Run> {
  let stdout = ''
  let stderr = ''
  child.stdout!.on('data', (data) => {
    stdout += data
  })
  child.stderr!.on('data', (data) => {
    stderr += data
  })
  return new Promise((resolve) =>
    child.on('close', (code) => {
      const json = stdout.startsWith('{') ? JSON.parse(stdout) : null
      resolve({ code: code ?? -1, stdout, stderr, json })
    }),
  )
}

function mixwright(...args: string[]): Promise<Run> {
  return ended(start(args))
}

const seconds = 3
beforeAll(async () => {
  for (const [name, channels, gain] of [
    ['Kick', 1, 1],
    ['Pad', 2, 0.5],
  ] as const) {
    const sound = chords(48000 * seconds, channels, 48000).map((value) => Math.fround(value * gain))
    writeWav(join(folder, `${name}.wav`), sound, { channels, sampleRate: 48000, encoding: 'f32' })
  }
  writeFileSync(join(folder, 'words.wav'), 'these are words')
  writeFileSync(join(folder, 'empty.wav'), '')
  expect((await mixwright('new', 'Album')).code).toBe(0)
  expect((await mixwright('import', 'Album', '--song', 'Night', 'Kick.wav', 'Pad.wav')).code).toBe(0)
})

/** The samples of a bounce or a stem in float. */
function read(name: string): Float32Array {
  const bytes = readFileSync(join(folder, name))
  const at = bytes.indexOf('data', 36) + 8
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset + at))
}

async function info(project = 'Album') {
  const run = await mixwright('info', project, '--json')
  expect(run.code).toBe(0)
  return run.json
}

test('a new project is empty and has the rate it was given', async () => {
  const made = await mixwright('new', 'Fresh.mixwright', '--rate', '44100', '--json')
  expect(made.json).toEqual({
    schema: 'mixwright.new/1',
    path: join(folder, 'Fresh.mixwright'),
    name: 'Fresh',
    sampleRate: 44100,
  })
  expect(await info('Fresh')).toMatchObject({ project: { name: 'Fresh', sampleRate: 44100 }, songs: [], assets: [] })
})

test('import makes the song, and info tells all of it by name', async () => {
  const { schema, songs, assets } = await info()
  expect(schema).toBe('mixwright.info/1')
  expect(songs).toHaveLength(1)
  expect(songs[0]).toMatchObject({ title: 'Night', lengthFrames: 48000 * seconds, targetLufs: -14, markers: [] })
  expect(songs[0].rack.map(({ kind }: { kind: string }) => kind)).toEqual([
    'eq',
    'multiband',
    'exciter',
    'imager',
    'limiter',
  ])
  expect(songs[0].tracks).toMatchObject([
    { name: 'Kick', kind: 'audio', panMode: 'pan', automation: [], devices: [], clips: [{ startFrame: 0 }] },
    { name: 'Pad', kind: 'audio', panMode: 'balance' },
    { name: 'Master', kind: 'master' },
  ])
  expect(assets.map(({ name }: { name: string }) => name)).toEqual(['Kick', 'Pad'])
})

describe('edits from a file', () => {
  test('are made all or none, as one step of the history', async () => {
    await mixwright('new', 'Edited')
    await mixwright('import', 'Edited', '--song', 'Night', 'Kick.wav')
    const { songs } = await info('Edited')
    const trackId = songs[0].tracks[0].id
    const fader = { type: 'updateTrack', trackId, set: { faderDb: -6 } }
    const eq = { id: 'eq', ownerId: trackId, kind: 'eq', order: 0, bypass: false, params: {} }
    writeFileSync(join(folder, 'half.json'), JSON.stringify([fader, { type: 'removeTrack', trackId: 'none' }]))
    writeFileSync(join(folder, 'good.json'), JSON.stringify([fader, { type: 'addDevice', device: eq }]))

    const refused = await mixwright('edit', 'Edited', 'half.json', '--json')
    expect(refused).toMatchObject({ code: 1, json: { schema: 'mixwright.error/1', code: 'edit-refused' } })
    expect((await info('Edited')).songs).toEqual(songs)

    const made = await mixwright('edit', 'Edited', 'good.json', '--json')
    expect(made.json).toEqual({ schema: 'mixwright.edit/1', seq: 2, label: 'Edits of good.json', edits: 2 })
    expect((await info('Edited')).songs[0].tracks[0]).toMatchObject({ faderDb: -6, devices: [eq] })

    const store = await openProject(join(folder, 'Edited.mixwright'))
    await store.undo()
    expect(store.document.tracks[trackId]!.faderDb).toBe(0)
    await store.close()
  })

  test('make an album of songs and masters, which info prints with its gaps and codes', async () => {
    await mixwright('new', 'Record')
    await mixwright('import', 'Record', '--song', 'Night', 'Kick.wav')
    const { songs, assets } = (await mixwright('info', 'Record', '--json')).json
    const day = { id: 'two', kind: 'asset', assetId: assets[0].id, order: 1, title: 'Day' }
    const edits = [
      { type: 'updateAlbum', set: { artist: 'Anna', ean: '5012345678900' } },
      { type: 'addAlbumItem', item: { ...day, gapFrames: 72_000, isrc: 'DEAB12600002' } },
      {
        type: 'addAlbumItem',
        item: { id: 'one', kind: 'song', songId: songs[0].id, order: 0, title: 'Night', hidden: true },
      },
    ]
    writeFileSync(join(folder, 'record.json'), JSON.stringify(edits))
    expect((await mixwright('edit', 'Record', 'record.json')).code).toBe(0)
    const { stdout } = await mixwright('info', 'Record')
    expect(stdout).toContain('Album: Record – Anna  0:07.500  5012345678900')
    expect(stdout).toMatch(/hidden\s+Night\s+Anna\s+0:03\.000/)
    expect(stdout).toMatch(/1\s+Day\s+Anna\s+0:03\.000\s+after 1\.500 s\s+DE-AB1-26-00002/)
  })

  test('that are malformed name the place', async () => {
    writeFileSync(join(folder, 'loud.json'), '[{"type":"updateTrack","trackId":"x","set":{"faderDb":99}}]')
    const run = await mixwright('edit', 'Album', 'loud.json')
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toMatch(/^mixwright: “loud.json”, edit 1\.set\.faderDb: .+\n$/)
  })
})

describe('bounce', () => {
  test('meets its target under its ceiling, as measure reads the file', async () => {
    const run = await mixwright(
      ...['bounce', 'Album', '--song', 'Night', '--out', 'night.wav', '--target', '-16', '--ceiling', '-1', '--json'],
    )
    expect(run).toMatchObject({ code: 0, json: { schema: 'mixwright.bounce/1', stage: 'master', depth: '24' } })
    const measured = await mixwright('measure', 'night.wav', 'Pad.wav', '--json')
    expect(measured.json).toMatchObject({
      schema: 'mixwright.measure/1',
      files: [{ file: 'night.wav' }, {}],
      errors: [],
    })
    const [night] = measured.json.files
    expect(Math.abs(night.integratedLufs + 16)).toBeLessThanOrEqual(0.1)
    expect(night.truePeakDbtp).toBeLessThanOrEqual(-0.95)
    expect(night).toMatchObject({ channels: 2, sampleRate: 48000, frames: run.json.frames })
  })

  test('of untouched stems is their sum', async () => {
    const args = ['--song', 'Night', '--out', 'sum.wav', '--stage', 'mix', '--depth', '32f']
    expect((await mixwright('bounce', 'Album', ...args)).code).toBe(0)
    const [sum, kick, pad] = [read('sum.wav'), read('Kick.wav'), read('Pad.wav')]
    expect(sum).toHaveLength(pad.length)
    expect(sum.every((value, index) => value === Math.fround(kick[index >> 1]! + pad[index]!))).toBe(true)
  })

  test('of a named range is exactly its frames of the whole, and so is one from a time to another', async () => {
    const { songs } = await info()
    const range = { id: 'verse', songId: songs[0].id, name: 'Verse', frame: 30_001, endFrame: 90_002 }
    writeFileSync(join(folder, 'range.json'), JSON.stringify({ type: 'addMarker', marker: range }))
    expect((await mixwright('edit', 'Album', 'range.json')).code).toBe(0)
    const bounce = (out: string, ...rest: string[]) =>
      mixwright(
        'bounce',
        'Album',
        '--song',
        'Night',
        '--stage',
        'mix',
        '--depth',
        '32f',
        '--json',
        '--out',
        out,
        ...rest,
      )
    await bounce('whole.wav')
    const named = await bounce('verse.wav', '--range', 'Verse')
    expect(named.json).toMatchObject({ frames: 60_001, range: { startFrame: 30_001, endFrame: 90_002 } })
    await bounce('timed.wav', '--from', '30001f', '--to', '0:01.5')
    const tail = await bounce('tail.wav', '--from', '2')
    expect(tail.json).toMatchObject({ frames: 48_000, range: { startFrame: 96_000, endFrame: null } })

    const whole = read('whole.wav')
    expect(read('verse.wav')).toEqual(whole.slice(2 * 30_001, 2 * 90_002))
    expect(read('timed.wav')).toEqual(whole.slice(2 * 30_001, 2 * 72_000))
    expect(read('tail.wav')).toEqual(whole.slice(2 * 96_000))
  })

  test('works while another program writes the project, which keeps others from writing', async () => {
    const store = await openProject(join(folder, 'Album.mixwright'))
    try {
      expect((await info()).songs).toHaveLength(1)
      expect((await mixwright('bounce', 'Album', '--song', 'Night', '--out', 'meanwhile.wav')).code).toBe(0)
      expect(await mixwright('import', 'Album', '--song', 'Night', 'Kick.wav', '--json')).toMatchObject({
        code: 1,
        json: { code: 'locked' },
      })
    } finally {
      await store.close()
    }
  })

  test('interrupted leaves no file', async () => {
    const child = start(['bounce', 'Album', '--song', 'Night', '--out', 'never.wav'])
    const run = ended(child)
    const began = () => readdirSync(folder).some((name) => name.startsWith('.never.wav'))
    while (!began() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5))
    child.kill('SIGINT')
    expect(await run).toMatchObject({ code: 130, stderr: expect.stringContaining('The bounce was cancelled.') })
    expect(readdirSync(folder).filter((name) => name.includes('never.wav'))).toEqual([])
  })
})

describe('files that are no sound', () => {
  test('leave the project as it was, each with its sentence', async () => {
    const run = await mixwright('import', 'Album', '--song', 'Other', 'words.wav', 'Kick.wav', 'empty.wav')
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('mixwright: “words.wav” is no sound')
    expect(run.stderr).toContain('mixwright: “empty.wav” is empty.')
    expect((await info()).songs).toHaveLength(1)
  })

  test('are left out with --keep-going', async () => {
    await mixwright('new', 'Kept')
    const run = await mixwright('import', 'Kept', '--song', 'Other', '--keep-going', '--json', 'words.wav', 'Kick.wav')
    expect(run.code).toBe(1)
    expect(run.json.files).toMatchObject([
      { file: 'words.wav', trackIds: [] },
      { file: 'Kick.wav', error: null },
    ])
    expect((await info('Kept')).songs[0].tracks).toHaveLength(2)
  })

  test('are told beside what could be measured', async () => {
    const run = await mixwright('measure', 'words.wav', 'Kick.wav', '--json')
    expect(run.code).toBe(1)
    expect(run.json).toMatchObject({
      files: [{ file: 'Kick.wav' }],
      errors: [{ file: 'words.wav', code: 'not-audio' }],
    })
  })
})

test('the loudness of silence is null', async () => {
  writeWav(join(folder, 'silence.wav'), new Float32Array(96_000), { channels: 2, sampleRate: 48000 })
  const { json } = await mixwright('measure', 'silence.wav', '--json')
  expect(json.files[0]).toMatchObject({ integratedLufs: null, truePeakDbtp: null, correlation: null, frames: 48_000 })
})

describe('what cannot be done', () => {
  test.concurrent.each<[string[], number, string]>([
    [[], 2, 'No command was given.'],
    [['mix'], 2, "Unknown command 'mix'."],
    [['import', 'Album', 'Kick.wav'], 2, "'--song <title>' not specified."],
    [['new', 'Odd', '--rate', '47999'], 2, '--rate 47999 is none of 44100'],
    [['new', 'Album'], 1, 'There is already something at'],
    [['info', 'None'], 1, 'None.mixwright'],
    [['edit', 'Album', 'none.json'], 1, '“none.json” cannot be read'],
    [['edit', 'Album', 'words.wav'], 1, '“words.wav” is no JSON'],
    [['bounce', 'Album', '--song', 'Day', '--out', 'x.wav'], 1, 'Its songs are “Night”.'],
    [['bounce', 'Album', '--song', 'Night', '--out', 'none/x.wav'], 1, 'There is no folder'],
    [['bounce', 'Album', '--song', 'Night', '--out', 'x.mp3'], 1, 'Bounces are WAV'],
    [['bounce', 'Album', '--song', 'Night', '--out', 'x.wav', '--range', 'Coda'], 1, 'has no range “Coda”'],
    [['bounce', 'Album', '--song', 'Night', '--out', 'x.wav', '--from', 'soon'], 2, '--from soon is no time'],
    [['bounce', 'Album', '--song', 'Night', '--out', 'x.wav', '--from', '2', '--to', '1'], 2, 'put --to behind'],
    [['bounce', 'Album', '--song', 'Night', '--out', 'x.wav', '--target', 'loud'], 2, '--target loud is no loudness'],
    [['bounce', 'Album', '--song', 'Night', '--out', 'x.wav', '--stage', 'mix', '--ceiling', '-1'], 2, 'the master'],
    [['bench', 'nothing'], 1, 'There is no bench “nothing”.'],
  ])('%j fails in one line and makes no file', async (args, code, sentence) => {
    const run = await mixwright(...args)
    expect(run).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) })
    expect(run.stderr).toMatch(/^mixwright: [^\n]+\n$/)
    for (const name of ['x.wav', 'x.mp3', 'Odd.mixwright', 'None.mixwright'])
      expect(existsSync(join(folder, name))).toBe(false)
  })
})
