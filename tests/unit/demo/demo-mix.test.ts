import { describe, expect, it } from 'vitest'
import { demoSongs } from '../../../main/demo/demo-songs.ts'
import { deviceSpecs } from '../../../shared/engine/devices/specs.ts'
import { rackStages, stageOfDevice } from '../../../shared/model/rack.ts'

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

  it('is mastered through all five stages, the last a limiter whose ceiling is the one it is bounced to', () => {
    expect(mix.rack.map(({ kind }) => stageOfDevice({ places: {} }, { id: '', kind }))).toEqual([...rackStages])
    expect(mix.rack.at(-1)).toMatchObject({ kind: 'limiter', params: { ceiling: mix.ceilingDbtp } })
    expect(mix.targetLufs).toBe(-14)
  })
})
