import { describe, expect, it } from 'vitest'
import {
  customDestination,
  type Destination,
  destination,
  destinationIds,
  destinations,
} from '../../../shared/measure/destinations.ts'
import { ceilingFor, platformOutcome } from '../../../shared/measure/platform-outcome.ts'

const at = (place: Destination, integratedLufs: number | null, truePeakDbtp: number | null = -1) =>
  platformOutcome(place, { integratedLufs, truePeakDbtp })

describe('what a platform does to a master', () => {
  it('turns down what is louder than its reference, by the difference', () => {
    expect(at(destination('apple'), -14.1)).toMatchObject({
      action: 'down',
      summary: 'turned down 1.9 dB',
      verdict: 'good',
    })
    expect(at(destination('spotify'), -9).gainDb).toBeCloseTo(-5, 9)
    expect(at(destination('youtube'), -14.04).summary).toBe('plays as is')
  })

  it('leaves what is quieter where nothing is turned up, and says how much quieter it stays', () => {
    for (const id of ['youtube', 'tidal', 'amazon', 'deezer', 'soundcloud'] as const) {
      const outcome = at(destination(id), -18.5, -8)
      expect(outcome).toMatchObject({ action: 'asIs', gainDb: 0, summary: 'plays as is', verdict: 'hint' })
      expect(outcome.notes[0]).toMatch(/^It stays [34]\.5 dB quieter/)
    }
  })

  it('turns up to the headroom it keeps and no further', () => {
    expect(at(destination('spotify'), -17, -6)).toMatchObject({ action: 'up', gainDb: 3, summary: 'turned up 3.0 dB' })
    const capped = at(destination('spotify'), -17, -2)
    expect(capped.gainDb).toBeCloseTo(1, 9)
    expect(capped.notes[0]).toBe('It stays 2.0 dB quieter than what is played beside it: its peaks leave no more room.')
    expect(at(destination('spotify'), -17, -0.5)).toMatchObject({ action: 'asIs', summary: 'plays as is' })
    expect(at(destination('apple'), -17, -1.2).gainDb).toBeCloseTo(0.2, 9)
  })

  it('limits where its loud setting turns up past its ceiling', () => {
    const limited = at(destination('spotifyLoud'), -14, -1)
    expect(limited).toMatchObject({ action: 'limited', gainDb: 3, summary: 'turned up 3.0 dB, limited' })
    expect(limited.limitedDb).toBeCloseTo(3, 9)
    expect(at(destination('spotifyLoud'), -14, -5)).toMatchObject({ action: 'up', limitedDb: 0 })
  })

  it('asks for more room of a louder master where it says so, and tells peaks that lie above', () => {
    expect(ceilingFor(destination('spotify'), -14)).toBe(-1)
    expect(ceilingFor(destination('spotify'), -10)).toBe(-2)
    const loud = at(destination('spotify'), -10, -1)
    expect(loud.headroomDb).toBeCloseTo(-1, 9)
    expect(loud.verdict).toBe('hint')
    expect(loud.notes[0]).toBe('Its true peak lies 1.0 dB above the −2.0 dBTP that are asked for.')
    expect(at(destination('youtube'), -14, -1.3).notes[0]).toBe(
      '0.3 dB of headroom to the −1.0 dBTP that are asked for.',
    )
  })

  it('says of a delivery how far off it is, within the tolerance of broadcast', () => {
    expect(at(destination('r128'), -23.2)).toMatchObject({ action: 'meets', summary: 'on target', verdict: 'good' })
    expect(at(destination('r128'), -22.7)).toMatchObject({
      action: 'off',
      summary: '0.3 LU too loud',
      verdict: 'fault',
    })
    expect(at(destination('r128'), -25)).toMatchObject({ summary: '2.0 LU too quiet', verdict: 'fault' })
    expect(at(destination('aes77'), -16)).toMatchObject({ summary: '2.0 LU below the loudest', verdict: 'good' })
    expect(at(destination('aes77'), -12)).toMatchObject({ summary: '2.0 LU too loud', verdict: 'fault' })
  })

  it('leaves a disc its own loudness, and says what is usual', () => {
    expect(at(destination('cd'), -14.1, -0.5)).toMatchObject({ action: 'free', summary: '−14.1 LUFS, dithered 16 bit' })
    expect(at(destination('cd'), -7)).toMatchObject({ verdict: 'hint' })
    expect(at(destination('cd'), -10, -0.1).headroomDb).toBeCloseTo(-0.2, 9)
  })

  it('advises a cutter only of what was measured', () => {
    const master = { integratedLufs: -14, truePeakDbtp: -4 }
    const plain = platformOutcome(destination('vinyl'), master)
    expect(plain.notes.some((note) => note.includes('bass'))).toBe(false)
    const wide = { bassSideDb: -8, sibilanceDb: 2, seconds: 22 * 60 }
    const advised = platformOutcome(destination('vinyl'), { ...master, vinyl: wide })
    expect(advised.notes.join(' ')).toMatch(/bass mono.*Sibilance.*20 minutes/)
    expect(advised.verdict).toBe('hint')
    const fit = { bassSideDb: -30, sibilanceDb: -12, seconds: 200 }
    expect(platformOutcome(destination('vinyl'), { ...master, vinyl: fit }).verdict).toBe('good')
  })

  it('has no word for silence but silence', () => {
    for (const place of destinations({ lufs: -14, ceilingDbtp: -1 })) {
      const silent = at(place, null, null)
      expect(silent).toMatchObject({ action: 'silent', gainDb: 0, headroomDb: null, summary: 'silence' })
    }
  })
})

describe('the list of destinations', () => {
  it('holds each once, in its order, the user’s own last with the user’s figures', () => {
    const all = destinations({ lufs: -12, ceilingDbtp: -1.5 })
    expect(all.map(({ id }) => id)).toEqual(destinationIds)
    expect(all.at(-1)).toEqual(customDestination(-12, -1.5))
    expect(at(all.at(-1)!, -15, -3).gainDb).toBeCloseTo(1.5, 9)
  })

  it('says of reported figures that they are reported', () => {
    for (const id of ['amazon', 'soundcloud', 'deezer', 'aes77'] as const)
      expect(at(destination(id), -14).notes.at(-1)).toBe(destination(id).uncertain)
    expect(destination('spotify').uncertain).toBeNull()
  })
})
