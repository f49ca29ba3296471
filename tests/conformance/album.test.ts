import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type AlbumBounce, albumToFiles } from '../../main/bounce/album-to-files.ts'
import type { DemoSong } from '../../main/demo/demo-song.ts'
import { demoSongs } from '../../main/demo/demo-songs.ts'
import { importFile } from '../../main/pool/pool.ts'
import { createProject, type ProjectStore } from '../../main/store/project-store.ts'
import { newAlbumItem, newAlbumMaster, newClip, newDevice, newTrack } from '../../shared/model/defaults.ts'
import type { Asset } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { newSongEdit } from '../../shared/model/new-song.ts'
import { truePeakDbtp16x } from '../reference/true-peak.ts'
import { temporaryFolder, writeWav } from '../unit/pool/sound-files.ts'

/** An album of several songs through two racks, read again by programs of others. */

const rate = 48_000
const seconds = 9
const folder = temporaryFolder()

const has = (command: string, ...args: string[]) => spawnSync(command, args).status === 0
const hasFfmpeg = has('ffmpeg', '-version')
const hasLoudgain = has('loudgain', '--version')
if (!hasFfmpeg) console.log('No second opinion on the album: ffmpeg is not installed (Debian: apt-get install ffmpeg).')
if (!hasLoudgain) console.log('No opinion of libebur128: loudgain is not installed (Debian: apt-get install loudgain).')

interface Reading {
  readonly integratedLufs: number
  readonly truePeakDbtp: number
}

function ffmpegReads(path: string): Reading {
  const args = ['-hide_banner', '-nostats', '-i', path, '-af', 'ebur128=peak=true', '-f', 'null', '-']
  const { stderr } = spawnSync('ffmpeg', args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'))
  const figure = (name: string) => Number(new RegExp(`${name}:\\s+(-?[\\d.]+)`).exec(summary)![1])
  return { integratedLufs: figure('I'), truePeakDbtp: figure('Peak') }
}

function libebur128Reads(path: string): Reading {
  const { stdout } = spawnSync('loudgain', ['-O', path], { encoding: 'utf8' })
  const fields = stdout.trim().split('\n').at(-1)!.split('\t')
  return { integratedLufs: Number.parseFloat(fields[1]!), truePeakDbtp: Number.parseFloat(fields[4]!) }
}

function readWav24(path: string): Float32Array {
  const bytes = readFileSync(path)
  const at = bytes.indexOf('data', 36) + 8
  return Float32Array.from({ length: (bytes.length - at) / 3 }, (_, i) => bytes.readIntLE(at + 3 * i, 3) / 2 ** 23)
}

async function imported(store: ProjectStore, path: string): Promise<Asset> {
  const displayName = path.split('/').at(-1)!
  const [asset] = await importFile({ projectFolder: store.path, projectRate: rate, path, displayName })
  return asset!
}

/** Cut out of the middle of a song as an engineer would: readings of peaks differ most where music begins or ends at once. */
function faded(sound: Float32Array): Float32Array {
  const length = 4800
  return sound.map((value, i) => value * Math.min(1, i / length, (sound.length - 1 - i) / length))
}

/** A song of a few stems in the middle of a demo song, through the rack that its engineer gave it. */
async function addDemoSong(store: ProjectStore, song: DemoSong, order: number): Promise<void> {
  const id = `song${order}`
  const edits: SingleEdit[] = [
    {
      ...newSongEdit({ songId: id, masterId: `${id}-m`, title: song.title, order }),
      rack: song.mix.rack.map(({ kind, params }, at) => ({ ...newDevice(`${id}-${at}`, id, kind, at), params })),
    },
  ]
  for (const [index, { name, channels }] of song.stems.slice(0, 2).entries()) {
    const path = join(folder, `${id} ${name}.wav`)
    const whole = song.renderStem(name, 48_000)
    const sound = faded(whole.subarray(15 * 48_000 * channels, (15 + seconds) * 48_000 * channels))
    writeWav(path, sound, { channels, sampleRate: 48_000, encoding: 's24' })
    const asset = await imported(store, path)
    const { faderDb, pan } = song.mix.stems[name]!
    const track = newTrack(`${id}-t${index}`, id, 'audio', name, index, `${id}-m`, 0, channels)
    edits.push(
      { type: 'addAsset', asset },
      { type: 'addTrack', track: { ...track, faderDb, pan } },
      { type: 'addClip', clip: newClip(`${id}-c${index}`, track.id, asset, 0) },
    )
  }
  await store.apply({ type: 'batch', label: song.title, edits })
  const item = newAlbumItem(`${id}-item`, store.document.songs[id]!, order)
  await store.apply({ type: 'addAlbumItem', item: { ...item, gapFrames: order === 0 ? 0 : rate } })
}

async function albumRack(store: ProjectStore): Promise<void> {
  const { id } = store.document.album
  const eq = { ...newDevice('tilt', id, 'eq', 0), params: { 'b7.gain': 2, 'b2.gain': -1.5 } }
  const glue = { ...newDevice('glue', id, 'compressor', 1), params: { threshold: -20, ratio: 1.5, attack: 30 } }
  for (const device of [eq, glue]) await store.apply({ type: 'addDevice', device })
}

async function newAlbumProject(name: string): Promise<ProjectStore> {
  return createProject({ path: join(folder, `${name}.mixwright`), name, sampleRate: rate })
}

function bounce(store: ProjectStore, out: string, dither: 'flat' | 'lipshitz' = 'flat'): Promise<AlbumBounce> {
  mkdirSync(out, { recursive: true })
  return albumToFiles({
    project: { path: store.path, document: store.document },
    folder: out,
    depth: '24',
    dither,
  })
}

/** How much more than the 16 × meter filters of four phases may read, dB. */
const OVERREAD_DB = 0.1

function expectWhatOthersRead(store: ProjectStore, album: AlbumBounce): void {
  const { ceilingDbtp } = store.document.album
  const targets = new Map(album.masters.map(({ itemId, targetLufs }) => [itemId, targetLufs]))
  let frames = 0
  for (const { path, itemId, measurement, frames: own } of album.files) {
    const target = targets.get(itemId)!
    frames += own
    expect(Math.abs(measurement.integratedLufs! - target), path).toBeLessThanOrEqual(0.1)
    expect(measurement.truePeakDbtp!, path).toBeLessThanOrEqual(ceilingDbtp + OVERREAD_DB)
    expect(truePeakDbtp16x(readWav24(path), 2), path).toBeLessThanOrEqual(ceilingDbtp + 0.05)
    if (hasFfmpeg) {
      const theirs = ffmpegReads(path)
      // It prints one decimal.
      expect(Math.abs(theirs.integratedLufs - target), path).toBeLessThanOrEqual(0.151)
      expect(theirs.truePeakDbtp, path).toBeLessThanOrEqual(ceilingDbtp + 0.15)
    }
    if (hasLoudgain) {
      const theirs = libebur128Reads(path)
      expect(Math.abs(theirs.integratedLufs - target), path).toBeLessThanOrEqual(0.11)
      expect(theirs.truePeakDbtp, path).toBeLessThanOrEqual(ceilingDbtp + OVERREAD_DB)
    }
  }
  expect(frames).toBe(album.lengthFrames)
}

function bytesOf(out: string): Map<string, Buffer> {
  return new Map(readdirSync(out).map((name) => [name, readFileSync(join(out, name))]))
}

describe('three songs through their racks and the album’s', () => {
  test('meet their targets and the ceiling as others read them, and are the same bytes rendered again or anew', async () => {
    const store = await newAlbumProject('Three')
    try {
      for (const [order, song] of demoSongs.slice(0, 3).entries()) await addDemoSong(store, song, order)
      await albumRack(store)
      const album = await bounce(store, join(folder, 'first'))
      expect(album.notes).toEqual([])
      expect(album.files).toHaveLength(3)
      expectWhatOthersRead(store, album)

      const changes: SingleEdit[] = [
        { type: 'updateTrack', trackId: 'song1-t0', set: { faderDb: -9 } },
        { type: 'updateAlbum', set: { targetLufs: -12, ceilingDbtp: -0.5 } },
        { type: 'updateAlbumItem', itemId: 'song2-item', set: { loudnessOffsetDb: 1.5 } },
      ]
      for (const change of changes) await store.apply(change)
      const again = await bounce(store, join(folder, 'again'))
      expectWhatOthersRead(store, again)
      rmSync(join(store.path, 'renders'), { recursive: true })
      await bounce(store, join(folder, 'anew'))
      expect(bytesOf(join(folder, 'again'))).toEqual(bytesOf(join(folder, 'anew')))
    } finally {
      await store.close()
    }
  }, 600_000)
})

test('a finished master of another sample rate is turned to the album’s loudness', async () => {
  const store = await newAlbumProject('Master')
  try {
    const path = join(folder, 'finished.wav')
    const sound = demoSongs[0]!.renderStem(demoSongs[0]!.stems[2]!.name, 44_100)
    const { channels } = demoSongs[0]!.stems[2]!
    writeWav(path, sound.subarray(0, 10 * 44_100 * channels), { channels, sampleRate: 44_100, encoding: 's16' })
    const asset = await imported(store, path)
    await store.apply({ type: 'addAsset', asset })
    await store.apply({ type: 'addAlbumItem', item: newAlbumMaster('finished', asset, 0) })
    await store.apply({ type: 'updateAlbum', set: { targetLufs: -18 } })
    const album = await bounce(store, join(folder, 'master'))
    expect(album.files[0]!.frames).toBe(10 * rate)
    expectWhatOthersRead(store, album)
  } finally {
    await store.close()
  }
}, 600_000)
