import { describe, expect, it } from 'vitest'
import { demoSongs } from '../../../main/demo/demo-songs.ts'
import { deviceSpecs } from '../../../shared/engine/devices/specs.ts'

describe.each(demoSongs.map((song) => [song.title, song] as const))('the mix of %s', (_title, song) => {
  const { mix } = song

  it('has a setting for every stem and for nothing else', () => {
    expect(Object.keys(mix.stems).sort()).toEqual(song.stems.map((stem) => stem.name).sort())
    for (const stem of Object.values(mix.stems)) {
      expect(stem.faderDb).toBeGreaterThan(-30)
      expect(stem.faderDb).toBeLessThanOrEqual(6)
      expect(Math.abs(stem.pan)).toBeLessThanOrEqual(1)
    }
  })

  it('moves only parameters that its devices have, within their ranges', () => {
    for (const device of [...Object.values(mix.stems).flatMap((stem) => stem.inserts), ...mix.rack])
      for (const [id, value] of Object.entries(device.params)) {
        const spec = deviceSpecs[device.kind].params.find((param) => param.id === id)
        expect(spec, `${device.kind} ${id}`).toBeDefined()
        expect(value).toBeGreaterThanOrEqual(spec!.min)
        expect(value).toBeLessThanOrEqual(spec!.max)
      }
  })

  it('is mastered through an equalizer, a compressor and a limiter whose ceiling is the one it is bounced to', () => {
    expect(mix.rack.map((device) => device.kind)).toEqual(['eq', 'compressor', 'limiter'])
    expect(mix.rack[2]!.params.ceiling).toBe(mix.ceilingDbtp)
    expect(mix.targetLufs).toBe(-14)
  })
})
