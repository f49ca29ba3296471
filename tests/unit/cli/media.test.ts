import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { chords, writeWav } from '../pool/sound-files.ts'
import { type Run, runProgram } from './program.ts'

const root = mkdtempSync(join(tmpdir(), 'mixwright-cli-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folder = ''
let project = ''

function mixwright(...args: string[]): Promise<Run> {
  return runProgram(folder, ...args)
}

/** An album of two stems whose originals were not kept; each test has a copy of it. */
const template = join(root, 'template')
beforeEach(() => {
  folder = mkdtempSync(join(root, 'test-'))
  project = join(folder, 'Album.mixwright')
  cpSync(template, folder, { recursive: true })
})
beforeAll(async () => {
  mkdirSync(template)
  folder = template
  for (const [name, channels] of [
    ['Kick', 1],
    ['Pad', 2],
  ] as const)
    writeWav(join(folder, `${name}.wav`), chords(24_000, channels, 48000), { channels, sampleRate: 48000 })
  expect((await mixwright('new', 'Album')).code).toBe(0)
  const imported = await mixwright('import', 'Album', '--song', 'Night', '--no-originals', 'Kick.wav', 'Pad.wav')
  expect(imported).toMatchObject({ code: 0, stderr: '' })
  expect(readdirSync(join(folder, 'Album.mixwright', 'originals'))).toEqual([])
})

async function kickFile(): Promise<string> {
  const { json } = await mixwright('media', 'list', 'Album', '--json')
  const kick = json.sounds.find(({ name }: { name: string }) => name === 'Kick')
  return join(project, 'audio', `${kick.poolHash}.wav`)
}

const bounce = (out: string, ...more: string[]) =>
  mixwright('bounce', 'Album', '--song', 'Night', '--stage', 'mix', '--depth', '32f', '--out', out, ...more)

test('audio that went missing keeps a bounce back until it is found or allowed to be silent', async () => {
  expect((await bounce('before.wav')).code).toBe(0)
  rmSync(await kickFile())
  const refused = await bounce('without.wav')
  expect(refused.code).toBe(1)
  expect(refused.stderr).toMatch(/^mixwright: The audio of “Kick” is offline and silent\. Find it with [^\n]+\n$/)
  expect(existsSync(join(folder, 'without.wav'))).toBe(false)

  const allowed = await bounce('without.wav', '--allow-missing', '--json')
  expect(allowed).toMatchObject({ code: 0, json: { notes: ['The audio of “Kick” is offline and silent.'] } })
  expect(readFileSync(join(folder, 'without.wav')).equals(readFileSync(join(folder, 'before.wav')))).toBe(false)

  mkdirSync(join(folder, 'elsewhere', 'deep'), { recursive: true })
  renameSync(join(folder, 'Kick.wav'), join(folder, 'elsewhere', 'deep', 'k.wav'))
  const found = await mixwright('media', 'relink', 'Album', 'elsewhere', '--json')
  expect(found).toMatchObject({
    code: 0,
    json: {
      schema: 'mixwright.media-relink/1',
      sounds: [{ name: 'Kick', path: join(folder, 'elsewhere', 'deep', 'k.wav'), otherSound: null }],
    },
  })
  expect((await bounce('after.wav')).code).toBe(0)
  expect(readFileSync(join(folder, 'after.wav')).equals(readFileSync(join(folder, 'before.wav')))).toBe(true)
})

test('verify reads every byte and fails while something is damaged', async () => {
  expect(await mixwright('media', 'verify', 'Album')).toMatchObject({ code: 0, stdout: '2 sounds read: all whole.\n' })
  const file = await kickFile()
  const bytes = readFileSync(file)
  bytes[3000]! ^= 255
  writeFileSync(file, bytes)
  const verified = await mixwright('media', 'verify', 'Album', '--json')
  expect(verified).toMatchObject({
    code: 1,
    json: { schema: 'mixwright.media-verify/1', sounds: 2, offline: [{ name: 'Kick', state: 'damaged' }] },
  })
  const wrong = await mixwright('media', 'relink', 'Album', 'Pad.wav', '--asset', 'Kick')
  expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('is not the sound of “Kick”') })
  expect((await mixwright('media', 'relink', 'Album', 'Kick.wav', '--asset', 'Kick')).code).toBe(0)
  expect((await mixwright('media', 'verify', 'Album')).code).toBe(0)
})

test('a search that does not find everything fails, and says what it found', async () => {
  rmSync(await kickFile())
  mkdirSync(join(folder, 'empty'))
  const run = await mixwright('media', 'relink', 'Album', 'empty')
  expect(run).toMatchObject({ code: 1, stdout: '“Kick” was not found.\n' })
})

test('unused files are listed, and deleted only when that is confirmed', async () => {
  const stray = join(project, 'audio', `${'a'.repeat(64)}.wav`)
  writeFileSync(stray, 'stray')
  expect((await mixwright('media', 'unused', 'Album', '--json')).json).toMatchObject({
    schema: 'mixwright.media-unused/1',
    sounds: [],
    files: [{ path: `audio/${'a'.repeat(64)}.wav`, bytes: 5 }],
    bytes: 5,
    onlyUndo: [],
  })
  const asked = await mixwright('media', 'remove-unused', 'Album')
  expect(asked).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('1 file (0.0 kB) would be deleted for good.'),
  })
  expect(existsSync(stray)).toBe(true)
  const removed = await mixwright('media', 'remove-unused', 'Album', '--yes', '--json')
  expect(removed).toMatchObject({
    code: 0,
    json: { schema: 'mixwright.media-removed/1', sounds: 0, files: 1, bytes: 5 },
  })
  expect(existsSync(stray)).toBe(false)
  expect((await mixwright('media', 'remove-unused', 'Album')).stdout).toBe('Nothing is unused.\n')
})

test('a copy is a project of its own that bounces to the same bytes', async () => {
  const copied = await mixwright('copy', 'Album', 'Second', '--json')
  expect(copied).toMatchObject({
    code: 0,
    json: { schema: 'mixwright.copy/1', path: join(folder, 'Second.mixwright'), files: 5, notes: [] },
  })
  expect((await bounce('one.wav')).code).toBe(0)
  rmSync(project, { recursive: true })
  const two = ['--song', 'Night', '--stage', 'mix', '--depth', '32f', '--out', 'two.wav']
  expect((await mixwright('bounce', 'Second', ...two)).code).toBe(0)
  expect(readFileSync(join(folder, 'two.wav')).equals(readFileSync(join(folder, 'one.wav')))).toBe(true)
  expect((await mixwright('info', 'Second', '--json')).json.project.name).toBe('Second')
})

test('what cannot be done fails in one line', async () => {
  const cases: [string[], number, string][] = [
    [['media'], 2, 'No command was given.'],
    [['media', 'polish', 'Album'], 2, "Unknown command 'polish'"],
    [['media', 'relink', 'Album', 'Kick.wav'], 2, 'name the audio with --asset.'],
    [['media', 'relink', 'Album', '.', '--asset', 'Kick'], 2, '--asset goes with a file'],
    [['media', 'relink', 'Album', 'Kick.wav', '--asset', 'Snare'], 1, 'There is no audio “Snare”'],
    [['copy', 'Album', 'Album.mixwright/Inside'], 1, 'lies inside the project itself'],
    [['copy', 'Album', 'Album'], 1, 'lies inside the project itself'],
    [['copy', 'Album', 'nowhere/Album'], 1, 'There is no folder'],
  ]
  const runs = await Promise.all(cases.map(([args]) => mixwright(...args)))
  for (const [index, [args, code, sentence]] of cases.entries()) {
    const run = runs[index]!
    expect(run, args.join(' ')).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) })
    expect(run.stderr).toMatch(/^mixwright: [^\n]+\n$/)
  }
})
