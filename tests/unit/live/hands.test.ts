import { expect, test } from 'vitest'
import { withHands } from '../../../renderer/live/hands.ts'
import { planMoves } from '../../../renderer/live/plan-moves.ts'
import { compilePlan } from '../../../shared/engine/mixer/plan.ts'
import { newDevice, newLane, newSend, newTrack } from '../../../shared/model/defaults.ts'
import type { AutomationTarget, Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { largestStep, tone } from '../engine/test-kernel.ts'
import { emptyProject, songEdit } from '../model/random-edits.ts'
import { LiveRig, RATE, whole } from './live-rig.ts'

const targets: Record<string, AutomationTarget> = {
  fader: { kind: 'strip', param: 'faderDb' },
  mute: { kind: 'strip', param: 'mute' },
  send: { kind: 'send', sendId: 'x', param: 'levelDb' },
  on: { kind: 'send', sendId: 'x', param: 'on' },
  gain: { kind: 'device', deviceId: 'eq', param: 'b3.gain' },
  bypass: { kind: 'device', deviceId: 'eq', param: 'bypass' },
}

/** A track whose every target has a lane that stands at a value. */
function song(values: Record<string, number>): Document {
  const edits: SingleEdit[] = [
    songEdit('s'),
    { type: 'addTrack', track: newTrack('a', 's', 'audio', 'a', 0, 's-master', 0) },
    { type: 'addTrack', track: newTrack('fx', 's', 'bus', 'fx', 1, 's-master', 0) },
    { type: 'addSend', send: { ...newSend('x', 'a', 'fx', 0), levelDb: -144 } },
    { type: 'addDevice', device: newDevice('eq', 'a', 'eq', 0) },
    ...Object.entries(values).flatMap(([id, value]): SingleEdit[] => [
      { type: 'addLane', lane: newLane(id, 'a', targets[id]!, 0) },
      {
        type: 'editAutomation',
        ownerId: 'a',
        laneId: id,
        fromFrame: 0,
        toFrame: 1,
        points: [{ frame: 0, value, shape: 'linear', tension: 0 }],
      },
    ]),
  ]
  return edits.reduce((document, edit) => apply(document, edit).document, emptyProject)
}

const planOf = (document: Document) => compilePlan(document, 's', { stage: 'mix' })
const held = (document: Document, hands: Record<string, number>) =>
  planOf(
    withHands(
      document,
      new Map(Object.entries(hands).map(([id, value]) => [id, { ownerId: 'a', target: targets[id]!, value }])),
    ),
  )

test('a hand stands in for the curve of its lane alone, and what it does next is a move', () => {
  const document = song({ fader: -6, mute: 0, send: -3, on: 1, gain: 2, bypass: 0 })
  const plan = held(document, { fader: -12, send: -9, gain: 5, bypass: 1, on: 0 })
  const strip = plan.strips.find(({ id }) => id === 'a')!
  const input = plan.strips.flatMap(({ inputs }) => inputs).find(({ id }) => id.endsWith('x'))!
  expect(strip).toMatchObject({ faderDb: -12, automation: [{ param: 'mute' }] })
  expect(input).toMatchObject({ levelDb: -9, on: false, automation: [] })
  expect(strip.devices[0]).toMatchObject({ bypass: true, automation: [], params: { 'b3.gain': 5 } })
  const moved = held(document, { fader: -13, send: -8, gain: 6, bypass: 0, on: 1 })
  expect(planMoves(plan, moved)).toHaveLength(5)
  expect(held(document, {})).toEqual(planOf(document))
})

test('a held fader has the trim beside it, as its curve will have, and off stays off', () => {
  const trim: SingleEdit = { type: 'updateTrack', trackId: 'a', set: { faderTrimDb: -4 } }
  const document = apply(song({ fader: -6 }), trim).document
  const fader = (hand: number) => held(document, { fader: hand }).strips.find(({ id }) => id === 'a')!.faderDb
  expect(fader(-10)).toBe(-14)
  expect(fader(-144)).toBe(-144)
})

test.each([
  ['alone', {}],
  ['beside other lanes of its strip', { mute: 0, gain: 0 }],
])('a hand is heard at once, and neither taking hold nor letting go clicks, %s', async (_, others) => {
  const document = song({ fader: -6, ...others })
  const stem = tone(4 * RATE, 100, RATE, 0.5)
  const rig = new LiveRig(planOf(document), { a: stem })
  rig.setTrack('a', [whole('a', stem)])
  await rig.playFrom(0)
  const follow = (plan: ReturnType<typeof planOf>) => {
    rig.serial += 1
    rig.engine.receive(rig.message(plan))
  }
  const parts = [await rig.render(RATE / 2)]
  follow(held(document, { fader: -6 }))
  parts.push(await rig.render(2048))
  // A pull of 12 dB in steps of a mouse.
  for (let step = 1; step <= 24; step++) {
    follow(held(document, { fader: -6 - step / 2 }))
    parts.push(await rig.render(768))
  }
  parts.push(await rig.render(4096))
  const low = parts.at(-1)!
  expect(20 * Math.log10(Math.max(...low.subarray(2048)) / 0.5)).toBeCloseTo(-18, 1)
  for (let step = 24; step >= 0; step--) {
    follow(held(document, { fader: -6 - step / 2 }))
    parts.push(await rig.render(768))
  }
  follow(planOf(document))
  parts.push(await rig.render(RATE / 2))
  expect(20 * Math.log10(Math.max(...parts.at(-1)!.subarray(4096)) / 0.5)).toBeCloseTo(-6, 2)
  const sound = Float32Array.from(parts.flatMap((part) => [...part]))
  const steady = largestStep(parts[0]!, RATE / 4, RATE / 2)
  expect(largestStep(sound, 1000, sound.length / 2)).toBeLessThan(1.2 * steady)
})
