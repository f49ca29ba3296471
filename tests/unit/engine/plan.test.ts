import { expect, test } from 'vitest'
import { compilePlan } from '../../../shared/engine/mixer/plan.ts'
import { newDevice, newSong, newTrack } from '../../../shared/model/defaults.ts'
import { type Document, emptyDocument, type Track } from '../../../shared/model/document.ts'
import { noise, testKernel } from './test-kernel.ts'
import { renderPlan } from './test-plan.ts'

/** Lead, keys and two drum tracks on a drum bus. */
function band(change: Readonly<Record<string, Partial<Track>>> = {}): Document {
  const document = emptyDocument({ id: 'p', name: 'Band', sampleRate: 48000, createdAt: '2026-01-01T00:00:00Z' })
  const tracks = [
    newTrack('keys', 's', 'audio', 'Keys', 2, 'master', 0),
    newTrack('lead', 's', 'audio', 'Lead', 1, 'master', 0),
    newTrack('master', 's', 'master', 'Master', 9, null, 0),
    newTrack('drums', 's', 'bus', 'Drums', 3, 'master', 0),
    newTrack('kick', 's', 'audio', 'Kick', 4, 'drums', 0),
    newTrack('snare', 's', 'audio', 'Snare', 5, 'drums', 0),
  ]
  return {
    ...document,
    songs: { s: newSong('s', 'Song', 1) },
    tracks: Object.fromEntries(tracks.map((track) => [track.id, { ...track, ...change[track.id] }])),
  }
}

function withLimiter(document: Document, ownerId: string, lookahead: number): Document {
  const limiter = { ...newDevice(`limiter-${ownerId}`, ownerId, 'limiter', 1), params: { lookahead } }
  return { ...document, devices: { ...document.devices, [ownerId]: { [limiter.id]: limiter } } }
}

function silenced(document: Document): string[] {
  const plan = compilePlan(document, 's', { stage: 'mix', withSolo: true })
  return plan.strips.filter((strip) => strip.silencedBySolo).map((strip) => strip.id)
}

test('every strip stands behind all that feed it, and sums add in document order', () => {
  const plan = compilePlan(band(), 's', { stage: 'mix' })
  expect(plan.strips.map((strip) => strip.id)).toEqual(['lead', 'keys', 'kick', 'snare', 'drums', 'master'])
  expect(plan.strips.at(-1)!.inputs.map((input) => input.stripId)).toEqual(['lead', 'keys', 'drums'])
})

test('a plan is plain data that survives being sent to a worker', () => {
  const plan = compilePlan(withLimiter(band(), 's', 2), 's', { stage: 'master' })
  expect(structuredClone(plan)).toEqual(plan)
})

test('the song rack belongs to the master stage only', () => {
  const document = withLimiter(band(), 's', 1.5)
  expect(compilePlan(document, 's', { stage: 'mix' }).latencyFrames).toBe(0)
  expect(compilePlan(document, 's', { stage: 'master' }).latencyFrames).toBe(72 + 64)
})

test('with a limiter on the kick everything else waits, and an impulse on all tracks arrives at one frame', () => {
  const document = withLimiter(withLimiter(band(), 'kick', 1.5), 'drums', 3)
  const plan = compilePlan(document, 's', { stage: 'mix' })
  const impulse = new Float32Array(2000)
  impulse[0] = 0.125
  const inputs = Object.fromEntries(['lead', 'keys', 'kick', 'snare'].map((id) => [id, impulse]))
  const output = renderPlan(testKernel(), plan, inputs, 256)
  expect(plan.latencyFrames).toBe(72 + 64 + 144 + 64)
  expect([...output.keys()].filter((i) => output[i] !== 0)).toEqual([plan.latencyFrames * 2])
  expect(output[plan.latencyFrames * 2]).toBe(0.5)
})

test('a bypassed device keeps its latency', () => {
  const document = withLimiter(band(), 'kick', 1.5)
  const latency = compilePlan(document, 's', { stage: 'mix' }).latencyFrames
  document.devices.kick!['limiter-kick'] = { ...document.devices.kick!['limiter-kick']!, bypass: true }
  expect(compilePlan(document, 's', { stage: 'mix' }).latencyFrames).toBe(latency)
})

test('a track moved earlier makes all others wait, and one moved later waits itself', () => {
  const document = band()
  const input = noise(1500, 0.2)
  const silence = new Float32Array(3000)
  const heard = (id: string, trackDelayFrames: Record<string, number>) => {
    for (const track of Object.values(document.tracks)) track.delayFrames = trackDelayFrames[track.id] ?? 0
    const plan = compilePlan(document, 's', { stage: 'mix' })
    const inputs = { lead: silence, keys: silence, kick: silence, snare: silence, [id]: input }
    const output = renderPlan(testKernel(), plan, inputs)
    return output.findIndex((x) => x !== 0) / 2 - plan.latencyFrames
  }
  const cases: Record<string, number>[] = [{ lead: -100 }, { lead: 250 }, { kick: -300, lead: 20 }]
  for (const delays of cases)
    for (const id of ['lead', 'keys', 'kick', 'snare']) expect(heard(id, delays)).toBe(delays[id] ?? 0)
})

test('a bounce ignores solo', () => {
  const plan = compilePlan(band({ lead: { solo: true } }), 's', { stage: 'mix' })
  expect(plan.strips.some((strip) => strip.silencedBySolo)).toBe(false)
})

test('the solo of a drum keeps its bus and the master, and silences the rest', () => {
  expect(silenced(band({ kick: { solo: true } }))).toEqual(['lead', 'keys', 'snare'])
})

test('the solo of a bus keeps what feeds it', () => {
  expect(silenced(band({ drums: { solo: true } }))).toEqual(['lead', 'keys'])
})

test('a solo-safe track is never silenced by a solo', () => {
  expect(silenced(band({ lead: { solo: true }, keys: { soloSafe: true } }))).toEqual(['kick', 'snare', 'drums'])
})

test('buses that feed each other are refused and named', () => {
  const document = band({ drums: { outputId: 'room' } })
  document.tracks.room = newTrack('room', 's', 'bus', 'Room', 6, 'drums', 0)
  expect(() => compilePlan(document, 's', { stage: 'mix' })).toThrow(
    expect.objectContaining({ code: 'feedback', message: expect.stringContaining('"Drums", "Room"') }),
  )
})

test('a track without a destination, a missing song and a missing master are refused with a remedy', () => {
  const code = (document: Document, songId = 's') => {
    try {
      compilePlan(document, songId, { stage: 'mix' })
    } catch (error) {
      return (error as { code: string }).code
    }
    return 'compiled'
  }
  expect(code(band({ lead: { outputId: 'gone' } }))).toBe('unknown-output')
  expect(code(band({ lead: { outputId: 'keys' } }))).toBe('unknown-output')
  expect(code(band(), 'other')).toBe('unknown-song')
  expect(code(band({ master: { kind: 'bus', outputId: 'drums' } }))).toBe('no-master')
})
