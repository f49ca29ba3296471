import { describe, expect, test } from 'vitest'
import { measuredStretch } from '../../../shared/engine/album/album-drive.ts'
import { newAlbumMaster, newDevice } from '../../../shared/model/defaults.ts'
import type { Document } from '../../../shared/model/document.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { truePeakDbtp16x } from '../../reference/true-peak.ts'
import { asset } from '../model/random-edits.ts'
import {
  albumOf,
  edited,
  measure,
  memoryHost,
  music,
  type RenderedAlbum,
  renderAlbum,
  renderWhole,
  type Sounds,
  sampleRate,
} from './album-rig.ts'
import { tone } from './test-kernel.ts'

const three = albumOf([
  { id: 'a', samples: music(6, 0.4, 1), rack: [{ kind: 'eq', params: { 'b2.gain': 3 } }, { kind: 'limiter' }] },
  { id: 'b', samples: music(5, 0.15, 2), item: { crossfadeFrames: 2 * sampleRate } },
  { id: 'c', samples: music(4, 0.25, 3), item: { gapFrames: sampleRate } },
])
const albumId = three.document.album.id
const withRack = edited(
  three.document,
  { type: 'addDevice', device: { ...newDevice('glue', albumId, 'compressor', 0), params: { threshold: -24 } } },
  { type: 'addDevice', device: { ...newDevice('tilt', albumId, 'eq', 1), params: { 'b5.gain': 3 } } },
)

const render = ({ document, sounds }: { document: Document; sounds: Sounds }) =>
  renderAlbum(document, memoryHost(new Map(sounds)))

const set = (values: Partial<Document['album']>): SingleEdit => ({ type: 'updateAlbum', set: values })

function readings(album: RenderedAlbum) {
  return album.sequence.places.map((place) => {
    const { startFrame, endFrame } = measuredStretch(album.sequence, place, sampleRate)
    return measure(album.samples, startFrame, endFrame)
  })
}

/** Bit for bit, without a list of a million differences. */
function isSame(a: Float32Array, b: Float32Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength))
}

function expectTargetsMet(album: RenderedAlbum): void {
  for (const [index, { integratedLufs }] of readings(album).entries())
    expect(Math.abs(integratedLufs! - album.masters[index]!.targetLufs!)).toBeLessThan(0.1)
}

describe('loudness', () => {
  test('at a distance the songs keep theirs to the loudest, which meets the target', async () => {
    const album = await render({ ...three, document: withRack })
    expect(album.samples.length / 2).toBe(album.sequence.lengthFrames)
    expectTargetsMet(album)
    expect(truePeakDbtp16x(album.samples, 2)).toBeLessThan(-0.95)
    const targets = album.masters.map(({ targetLufs }) => targetLufs!)
    expect(targets[0]).toBe(-14)
    const plain = await render({
      ...three,
      document: edited(three.document, set({ loudnessMode: 'own', targetLufs: null })),
    })
    expect(plain.masters).toHaveLength(3)
    const a = measure(music(6, 0.4, 1)).integratedLufs!
    const b = measure(music(5, 0.15, 2)).integratedLufs!
    expect(targets[1]! - targets[0]!).toBeLessThan(b - a + 0.1)
    expect(album.notes).toEqual([])
  })

  test('the chosen song is brought to the target, and the louder ones stand above it', async () => {
    const album = await render({ ...three, document: edited(withRack, set({ anchorItemId: 'c-i', targetLufs: -18 })) })
    expect(album.masters[2]!.targetLufs).toBe(-18)
    expect(album.masters[0]!.targetLufs!).toBeGreaterThan(-18)
    expectTargetsMet(album)
  })

  test('equally, all have the album’s target and their offsets', async () => {
    const offset: SingleEdit = { type: 'updateAlbumItem', itemId: 'b-i', set: { loudnessOffsetDb: -2 } }
    const album = await render({ ...three, document: edited(withRack, set({ loudnessMode: 'equal' }), offset) })
    expect(album.masters.map(({ targetLufs }) => targetLufs)).toEqual([-14, -16, -14])
    expectTargetsMet(album)
  })

  test('each as its own, a song is as its own bounce and its offset is a gain', async () => {
    const document = edited(
      three.document,
      set({ loudnessMode: 'own' }),
      { type: 'updateSong', songId: 'a', set: { targetLufs: -20 } },
      { type: 'updateSong', songId: 'b', set: { targetLufs: null } },
      { type: 'updateAlbumItem', itemId: 'b-i', set: { crossfadeFrames: 0, loudnessOffsetDb: 3 } },
    )
    const album = await render({ ...three, document })
    const [a, b] = album.sequence.places.map(({ startFrame, endFrame }) => measure(album.samples, startFrame, endFrame))
    expect(a!.integratedLufs!).toBeCloseTo(-20, 1)
    expect(b!.integratedLufs!).toBeCloseTo(measure(music(5, 0.15, 2)).integratedLufs! + 3, 1)
    expect(album.lastLimiter).toBeNull()
  })

  test('of long songs that change, which an excerpt is asked about first, the files meet their targets too', async () => {
    const long = (seed: number) => {
      const samples = music(70, 0.5, seed)
      for (let i = 0; i < 2 * 26 * sampleRate; i++) samples[i] = samples[i]! * 0.3
      return samples
    }
    const two = albumOf([
      { id: 'a', samples: long(1) },
      { id: 'b', samples: long(2) },
    ])
    const album = await render({
      ...two,
      document: edited(two.document, set({ targetLufs: -12, loudnessMode: 'equal' })),
    })
    for (const { measurement } of album.masters) expect(Math.abs(measurement.integratedLufs! + 12)).toBeLessThan(0.25)
    expectTargetsMet(album)
    expect(readings(album).every(({ truePeakDbtp }) => truePeakDbtp! <= -0.9)).toBe(true)
  }, 60_000)

  test('the album’s own limiter holds its own ceiling where that is lower than the album’s', async () => {
    const limiter = { ...newDevice('last', albumId, 'limiter', 9), params: { ceiling: -4 } }
    const album = await render({ ...three, document: edited(withRack, { type: 'addDevice', device: limiter }) })
    expectTargetsMet(album)
    expect(truePeakDbtp16x(album.samples, 2)).toBeLessThan(-3.95)
  })

  test('a target that would take peaks down by more than 12 dB is not forced, and said', async () => {
    const spiky = music(6, 0.02, 4)
    for (let i = 0; i < spiky.length; i += sampleRate) spiky[i] = 0.9
    const { document, sounds } = albumOf([{ id: 'a', samples: spiky }])
    const album = await render({ document: edited(document, set({ targetLufs: -9 })), sounds })
    expect(album.masters[0]!.measurement.integratedLufs!).toBeLessThan(-15)
    expect(album.notes.join()).toContain('“Song a”: −9.0 LUFS would take peaks down by more than 12 dB')
  })
})

describe('crossfades', () => {
  test('of two songs at the ceiling peak above it, and the last limiter holds them', async () => {
    const loud = (id: string) => ({ id, samples: tone(5 * sampleRate, 997, sampleRate, 0.89) })
    const two = albumOf([loud('a'), { ...loud('b'), item: { crossfadeFrames: 2 * sampleRate } }])
    const document = edited(
      two.document,
      set({ loudnessMode: 'own', targetLufs: null }),
      { type: 'updateSong', songId: 'a', set: { targetLufs: null } },
      { type: 'updateSong', songId: 'b', set: { targetLufs: null } },
    )
    const album = await render({ ...two, document })
    expect(truePeakDbtp16x(album.samples, 2)).toBeLessThan(-0.95)
    expect(measure(album.samples, 4 * sampleRate, 4.1 * sampleRate).rmsDbfs!).toBeGreaterThan(-4.5)
  })

  test('where one song goes on in the next, nothing is heard of the cut', async () => {
    const whole = music(8, 0.2, 5)
    const master = { ...asset('live', 8 * sampleRate), poolHash: 'f'.repeat(64) }
    const { document } = albumOf([])
    const half = 4 * sampleRate + 17
    const cut = edited(
      document,
      set({ loudnessMode: 'own', targetLufs: null, ceilingDbtp: 0 }),
      { type: 'addAsset', asset: master },
      { type: 'addAlbumItem', item: { ...newAlbumMaster('one', master, 0), trimEndFrames: 8 * sampleRate - half } },
      { type: 'addAlbumItem', item: { ...newAlbumMaster('two', master, 1), trimStartFrames: half } },
    )
    const album = await render({ document: cut, sounds: new Map([[master.poolHash, whole]]) })
    expect(isSame(album.samples, whole)).toBe(true)
  })
})

describe('of one song', () => {
  test('with samples that are no number, the others are left alone, also where they overlap', async () => {
    const broken = music(4, 0.2, 6)
    broken.fill(Number.NaN, 3.2 * sampleRate * 2, 3.3 * sampleRate * 2)
    const masters = ['good', 'bad'].map((id) => ({
      ...asset(id, 4 * sampleRate),
      poolHash: (id === 'good' ? '1' : '2').repeat(64),
    }))
    const document = edited(
      albumOf([]).document,
      set({ loudnessMode: 'own', targetLufs: null, ceilingDbtp: 0 }),
      ...masters.map((each): SingleEdit => ({ type: 'addAsset', asset: each })),
      { type: 'addAlbumItem', item: newAlbumMaster('bad', masters[1]!, 0) },
      { type: 'addAlbumItem', item: { ...newAlbumMaster('good', masters[0]!, 1), crossfadeFrames: sampleRate } },
    )
    const good = music(4, 0.2, 7)
    const sounds = new Map([
      [masters[0]!.poolHash, good],
      [masters[1]!.poolHash, broken],
    ])
    const album = await render({ document, sounds })
    expect(album.samples.some(Number.isNaN)).toBe(false)
    expect(isSame(album.samples.subarray(4 * sampleRate * 2), good.subarray(sampleRate * 2))).toBe(true)
    // In the overlap the good one goes on where the other is silenced.
    const at = 3.25 * sampleRate
    expect(measure(album.samples, at, at + 1200).rmsDbfs!).toBeGreaterThan(-40)
    expect(album.notes.join()).toContain('no number')
  })

  test('that is silent nothing is asked, one of three seconds and a mono one meet their targets', async () => {
    const short = albumOf([
      { id: 'a', samples: new Float32Array(6 * sampleRate) },
      { id: 'b', samples: music(3, 0.2, 8) },
      { id: 'c', samples: music(2, 0.2, 9), channels: 1 },
    ])
    const album = await render(short)
    expect(album.masters[0]!.targetLufs).toBeNull()
    for (const index of [1, 2])
      expect(Math.abs(readings(album)[index]!.integratedLufs! - album.masters[index]!.targetLufs!)).toBeLessThan(0.1)
    expect(album.sequence.lengthFrames).toBe(10 * sampleRate)
  })

  test('whose rack listens to a strip, the master is rendered from its strips', async () => {
    const keyed = edited(three.document, {
      type: 'addDevice',
      device: { ...newDevice('duck', 'a', 'compressor', -1), keyTrackId: 'a-t' },
    })
    const host = memoryHost(new Map(three.sounds))
    await renderAlbum(keyed, host)
    expect(host.made).not.toContain('Mixdown of “Song a”')
    expect(host.made).toContain('Rack of “Song a”')
  })
})

test('the end alone gives what the whole chain gives, bit for bit, though the drive moves', async () => {
  const host = memoryHost(new Map(three.sounds))
  const album = await renderAlbum(withRack, host)
  expect(new Set(Object.values(album.lastLimiter!.drives)).size).toBe(3)
  expect(isSame(await renderWhole(album, withRack, host), album.samples)).toBe(true)
  // The drives are known now, and the album is rendered in one.
  const again = await renderAlbum(withRack, host)
  expect(again.temporaryKey).toBeNull()
  expect(isSame(again.samples, album.samples)).toBe(true)
})

describe('rendered again after a change, the album is that of a whole new rendering, bit for bit, and only what is stale is rendered', () => {
  const changes: readonly [string, SingleEdit[], string[]][] = [
    [
      'a fader',
      [{ type: 'updateTrack', trackId: 'b-t', set: { faderDb: -3 } }],
      ['Mixdown of “Song b”', 'Rack of “Song b”', 'Loudness of “Song b”'],
    ],
    [
      'a rack',
      [{ type: 'setDeviceParams', ownerId: 'a', deviceId: 'a-eq', params: { 'b2.gain': -2 } }],
      ['Rack of “Song a”', 'Loudness of “Song a”', 'Loudness of “Song b”', 'Loudness of “Song c”'],
    ],
    [
      'the target',
      [set({ targetLufs: -16 })],
      ['Loudness of “Song a”', 'Loudness of “Song b”', 'Loudness of “Song c”'],
    ],
    ['a gap', [{ type: 'updateAlbumItem', itemId: 'c-i', set: { gapFrames: 12_345 } }], []],
    ['the album’s rack', [{ type: 'updateDevice', ownerId: albumId, deviceId: 'tilt', set: { bypass: true } }], []],
    ['the order', [{ type: 'updateAlbumItem', itemId: 'a-i', set: { order: 5 } }], []],
    ['a name', [{ type: 'updateSong', songId: 'a', set: { title: 'Other' } }], []],
  ]
  const host = memoryHost(new Map(three.sounds))
  test.each(changes)('%s', async (_, edits, stale) => {
    await renderAlbum(withRack, host)
    host.made.length = 0
    const document = edited(withRack, ...edits)
    const album = await renderAlbum(document, host)
    expect(host.made.filter((label) => label !== 'Album rack').sort()).toEqual([...stale].sort())
    expect(isSame(album.samples, (await render({ ...three, document })).samples)).toBe(true)
  })
})
