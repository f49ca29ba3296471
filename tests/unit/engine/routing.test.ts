import { describe, expect, test } from 'vitest'
import { compilePlan, type Plan } from '../../../shared/engine/mixer/plan.ts'
import { newDevice, newSend, newTrack } from '../../../shared/model/defaults.ts'
import type { Device, Document, Send, Track } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { emptyProject, songEdit } from '../model/random-edits.ts'
import { largestStep, noise, testKernel, tone } from './test-kernel.ts'
import { renderPlan } from './test-plan.ts'

const RATE = 48_000

/** A song of the tracks `names` straight into the master, and a bus for each of `buses`, with some edits. */
function song(names: string[], buses: string[], edits: SingleEdit[]): Document {
  const track = (id: string, kind: 'audio' | 'bus', order: number): SingleEdit => ({
    type: 'addTrack',
    track: newTrack(id, 's', kind, id, order, 's-master', 0),
  })
  return [
    songEdit('s'),
    ...names.map((id, index) => track(id, 'audio', index)),
    ...buses.map((id, index) => track(id, 'bus', 100 + index)),
    ...edits,
  ].reduce((document, edit) => apply(document, edit).document, emptyProject)
}

const send = (trackId: string, targetId: string, values: Partial<Send> = {}): SingleEdit => ({
  type: 'addSend',
  send: { ...newSend(`${trackId}-${targetId}`, trackId, targetId, 0), ...values },
})
const set = (trackId: string, values: Partial<Track>): SingleEdit => ({ type: 'updateTrack', trackId, set: values })
/** A limiter that only waits: `lookahead` milliseconds and its own few frames. */
const wait = (ownerId: string, lookahead: number, id = `wait-${ownerId}`): SingleEdit => ({
  type: 'addDevice',
  device: { ...newDevice(id, ownerId, 'limiter', 0), bypass: true, params: { lookahead } },
})
const insert = (device: Device): SingleEdit => ({ type: 'addDevice', device })

const mixOf = (document: Document, withSolo = false) => compilePlan(document, 's', { stage: 'mix', withSolo })

function click(frames: number): Float32Array {
  const input = new Float32Array(frames * 2)
  input[200] = 0.25
  input[201] = 0.25
  return input
}

/** The frames at which a click in every track comes out, counted from where it should. */
function clicksOf(plan: Plan): number[] {
  const tracks = plan.strips.filter(({ kind }) => kind === 'audio').map(({ id }) => id)
  const inputs = Object.fromEntries(tracks.map((id) => [id, click(8000)]))
  const output = renderPlan(testKernel(), plan, inputs)
  const frames = new Set<number>()
  output.forEach((sample, index) => {
    if (Math.abs(sample) > 1e-6) frames.add((index >> 1) - 100 - plan.latencyFrames)
  })
  return [...frames]
}

function levelDb(output: Float32Array, side: 0 | 1 = 0): number {
  let sum = 0
  const start = output.length / 2
  for (let i = start + side; i < output.length; i += 2) sum += output[i]! ** 2
  return sum === 0 ? -999 : 10 * Math.log10((2 * sum) / (output.length - start))
}

describe('a send', () => {
  const heard = (values: Partial<Send>, track: Partial<Track> = {}) => {
    const plan = mixOf(song(['a'], ['fx'], [send('a', 'fx', values), set('a', track)]))
    const output = renderPlan(testKernel(), plan, { a: tone(RATE, 997, RATE, 0.25) }, 128, undefined, {}, 'fx')
    return { left: levelDb(output, 0) - levelDb(tone(RATE, 997, RATE, 0.25)), right: levelDb(output, 1) }
  }

  test('behind the fader follows it, in front of it does not', () => {
    expect(heard({}, { faderDb: -12 }).left).toBeCloseTo(-12, 3)
    expect(heard({ tap: 'pre' }, { faderDb: -12 }).left).toBeCloseTo(0, 3)
    expect(heard({ tap: 'pre' }, { faderDb: -144 }).left).toBeCloseTo(0, 3)
  })

  test('has its own level, balance and switch', () => {
    expect(heard({ levelDb: -20 }).left).toBeCloseTo(-20, 3)
    expect(heard({ pan: -1 }).right).toBe(-999)
    expect(heard({ on: false }).left).toBeLessThan(-900)
  })

  test('is silent with its muted strip, before the fader or behind it', () => {
    for (const tap of ['pre', 'post'] as const) expect(heard({ tap }, { mute: true }).left).toBeLessThan(-900)
  })

  test('comes and goes without a click when it is switched', () => {
    const plan = mixOf(song(['a'], ['fx'], [send('a', 'fx')]))
    const input = tone(RATE, 1000, RATE, 0.25)
    const output = renderPlan(testKernel(), plan, { a: input }, 128, (engine, frame) => {
      if (frame === 128 * 100) engine.setInputParam('fx', 'send-a-a-fx', 'on', false)
      if (frame === 128 * 200) engine.setInputParam('fx', 'send-a-a-fx', 'on', true)
    })
    expect(largestStep(output, 1000, RATE)).toBeLessThan(3 * largestStep(input, 0, RATE) * 2)
  })
})

describe('a click through any mix of late devices', () => {
  test('comes out at one frame over outputs, sends and buses', () => {
    const document = song(
      ['a', 'b', 'c'],
      ['fx', 'group', 'deep'],
      [
        wait('a', 3),
        wait('fx', 5),
        wait('deep', 1),
        set('b', { outputId: 'group' }),
        set('group', { outputId: 'deep' }),
        send('a', 'fx'),
        send('b', 'fx', { tap: 'pre' }),
        send('c', 'deep'),
        send('group', 'fx'),
      ],
    )
    expect(clicksOf(mixOf(document))).toEqual([0])
  })

  test('comes out where a track delay puts it, through its sends too', () => {
    const document = song(['a', 'b'], ['fx'], [wait('fx', 4), send('a', 'fx'), set('a', { delayFrames: -333 })])
    expect(clicksOf(mixOf(document)).sort((x, y) => x - y)).toEqual([-333, 0])
  })

  test('meets what a device listens to at the same frame', () => {
    const gate: Device = {
      ...newDevice('gate', 'a', 'gate', 1),
      keyTrackId: 'key',
      params: { threshold: -20, attack: 0.1, hold: 0, release: 5, range: 100 },
    }
    const openedAt = (before: number, onKey: number) => {
      const waits = [...(before ? [wait('a', before)] : []), ...(onKey ? [wait('key', onKey)] : [])]
      const plan = mixOf(song(['a', 'key'], [], [...waits, insert(gate), set('key', { faderDb: -144 })]))
      const key = new Float32Array(20_000)
      key.fill(0.9, 8000, 12_000)
      const output = renderPlan(testKernel(), plan, { a: new Float32Array(20_000).fill(0.5), key })
      return output.findIndex((sample, index) => index > 6000 && sample > 0.25) / 2 - plan.latencyFrames
    }
    const alone = openedAt(0, 0)
    expect(Math.abs(alone - 4000)).toBeLessThan(20)
    for (const [before, onKey] of [
      [0, 5],
      [5, 0],
      [2, 4],
    ] as const)
      expect(openedAt(before, onKey), `${before} ms before, ${onKey} ms on the key`).toBe(alone)
  })
})

test('a key is heard by its device though its own fader is down', () => {
  const gate: Device = { ...newDevice('gate', 'a', 'gate', 1), keyTrackId: 'key', params: { range: 100 } }
  const plan = mixOf(song(['a', 'key'], [], [insert(gate), set('key', { faderDb: -144 })]))
  const a = tone(RATE, 997, RATE, 0.25)
  const shut = renderPlan(testKernel(), plan, { a, key: new Float32Array(RATE * 2) })
  const open = renderPlan(testKernel(), plan, { a, key: tone(RATE, 200, RATE, 0.5) })
  expect(levelDb(shut)).toBeLessThan(-90)
  expect(levelDb(open)).toBeCloseTo(levelDb(a), 1)
})

test('blocks of any size give the same bits through sends, keys and delays', () => {
  const gate: Device = { ...newDevice('gate', 'a', 'gate', 1), keyTrackId: 'b', params: { threshold: -12 } }
  const document = song(
    ['a', 'b'],
    ['fx'],
    [insert(gate), wait('b', 5), send('a', 'fx', { pan: 0.3 }), send('b', 'fx', { tap: 'pre', levelDb: -5 })],
  )
  const inputs = { a: noise(9000, 0.5, 1), b: noise(9000, 0.5, 2) }
  const whole = renderPlan(testKernel(), mixOf(document), inputs)
  for (const block of [1, 64, 441, 1024])
    expect(renderPlan(testKernel(), mixOf(document), inputs, block)).toEqual(whole)
})

describe('solo', () => {
  const gate: Device = { ...newDevice('gate', 'bass', 'gate', 0), keyTrackId: 'kick' }
  const document = (soloed: string) =>
    song(
      ['kick', 'bass', 'voice'],
      ['room', 'plate'],
      [insert(gate), send('voice', 'room'), send('kick', 'plate'), set(soloed, { solo: true })],
    )
  const open = (soloed: string) => {
    const plan = mixOf(document(soloed), true)
    return plan.strips.filter(({ silencedBySolo }) => !silencedBySolo).map(({ id }) => id)
  }
  const ways = (soloed: string, into: string) =>
    mixOf(document(soloed), true)
      .strips.find(({ id }) => id === into)!
      .inputs.filter(({ on }) => on)
      .map(({ id }) => id)

  test("keeps the track's send returns", () => {
    expect(open('voice').sort()).toEqual(['room', 's-master', 'voice'])
  })

  test('keeps the key of a soloed track working and unheard', () => {
    expect(open('bass').sort()).toEqual(['bass', 'kick', 's-master'])
    expect(ways('bass', 's-master')).not.toContain('out-kick')
    expect(ways('bass', 'plate')).not.toContain('send-kick-kick-plate')
  })

  test('of a return lets its sends through and not their tracks', () => {
    expect(open('room').sort()).toEqual(['room', 's-master', 'voice'])
    expect(ways('room', 'room')).toEqual(['send-voice-voice-room'])
    expect(ways('room', 's-master')).not.toContain('out-voice')
  })
})

describe('the channels of a strip', () => {
  const sides = (values: Partial<Track>, left = 0.5, right = 0.25): [number, number] => {
    const input = new Float32Array(2000)
    for (let i = 0; i < input.length; i += 2) {
      input[i] = left
      input[i + 1] = right
    }
    const output = renderPlan(testKernel(), mixOf(song(['a'], [], [set('a', values)])), { a: input })
    return [output[1000]!, output[1001]!]
  }

  test('are taken as they are, exchanged, as their mean, or one on both sides', () => {
    expect(sides({ channelMode: 'stereo' })).toEqual([0.5, 0.25])
    expect(sides({ channelMode: 'swapped' })).toEqual([0.25, 0.5])
    expect(sides({ channelMode: 'mono' })).toEqual([0.375, 0.375])
    expect(sides({ channelMode: 'left' })).toEqual([0.5, 0.5])
    expect(sides({ channelMode: 'right' })).toEqual([0.25, 0.25])
  })

  test('are placed one by one by the stereo pan, which changes nothing at full width', () => {
    for (const panLaw of [0, -3, -4.5, -6] as const) {
      expect(sides({ panMode: 'stereo', panLaw })).toEqual([0.5, 0.25])
      expect(sides({ panMode: 'stereo', panLaw, panWidth: -1 })).toEqual([0.25, 0.5])
    }
    const [left, right] = sides({ panMode: 'stereo', panWidth: 0 })
    expect(left).toBeCloseTo(0.75 * Math.SQRT1_2, 6)
    expect(right).toBeCloseTo(0.75 * Math.SQRT1_2, 6)
    // Pushed to the right by half, the left channel stands in between and the right one at its side.
    const [l, r] = sides({ panMode: 'stereo', pan: 0.5 }, 1, 0)
    expect(l).toBeCloseTo(Math.cos(Math.PI / 8), 6)
    expect(r).toBeCloseTo(Math.sin(Math.PI / 8), 6)
  })

  test('change without a click', () => {
    const input = tone(RATE, 1000, RATE, 0.25)
    for (let i = 1; i < input.length; i += 2) input[i] = -input[i]!
    const output = renderPlan(testKernel(), mixOf(song(['a'], [], [])), { a: input }, 128, (engine, frame) => {
      if (frame === 128 * 50) engine.setStripParam('a', 'channelMode', 'swapped')
      if (frame === 128 * 100) engine.setStripParam('a', 'channelMode', 'mono')
      if (frame === 128 * 150) engine.setStripParam('a', 'channelMode', 'left')
    })
    expect(largestStep(output, 1000, RATE)).toBeLessThan(3 * largestStep(input, 0, RATE))
  })
})

test('what is no number stays in its strip: other strips and later samples are as if it had not been', () => {
  const compressor = newDevice('c', 'a', 'compressor', 0)
  const plan = mixOf(song(['a', 'b'], ['fx'], [insert(compressor), send('a', 'fx')]))
  const clean = tone(RATE, 300, RATE, 0.2)
  const a = clean.slice()
  for (const [index, value] of [Number.NaN, Number.POSITIVE_INFINITY, 3e38, -3e38].entries())
    a.fill(value, 20_000 + 300 * index, 20_300 + 300 * index)
  let damaged = false
  const output = renderPlan(testKernel(), plan, { a, b: clean }, 128, (engine) => {
    damaged ||= engine.isStripDamaged('a')
  })
  expect(damaged).toBe(true)
  expect(output.every((sample) => sample - sample === 0)).toBe(true)
  expect(levelDb(output)).toBeGreaterThan(-20)
})
