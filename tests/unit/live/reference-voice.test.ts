import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ReferenceVoice } from '../../../renderer/live/reference/reference-voice.ts'
import { StreamClock } from '../../../renderer/live/stream-clock.ts'

const RATE = 48_000

interface Started {
  readonly time: number
  readonly offset: number
  stopped: boolean
}
const starts: Started[] = []
/** Frames that the device takes between a voice's look at the time and its start, one start after the other. */
let ranOn: number[] = []
const context = { currentTime: 0 }

beforeEach(() => {
  starts.length = 0
  context.currentTime = 0
  vi.stubGlobal(
    'AudioBufferSourceNode',
    class {
      #started: Started | null = null
      connect() {}
      disconnect() {}
      start(time: number, offset: number) {
        context.currentTime += (ranOn.shift() ?? 0) / RATE
        this.#started = { time, offset, stopped: false }
        starts.push(this.#started)
      }
      stop() {
        if (this.#started) this.#started.stopped = true
      }
    },
  )
})
afterEach(() => vi.unstubAllGlobals())

function play(): void {
  const clock = new StreamClock(1, 0, RATE)
  clock.start(0, 0)
  context.currentTime = 1
  const buffer = { length: 60 * RATE, sampleRate: RATE } as AudioBuffer
  new ReferenceVoice(
    context as unknown as BaseAudioContext,
    {} as AudioNode,
    { buffer, firstFrame: 0 },
    { kind: 'song' },
    clock,
    () => 480,
    0,
  )
}

test('a record beside the song lies under it to the frame, behind the latency', () => {
  ranOn = []
  play()
  expect(starts).toHaveLength(1)
  const [{ time, offset }] = starts as [Started]
  expect(time).toBeGreaterThan(1)
  expect(Math.round(offset * RATE)).toBe(Math.round(time * RATE) - 480)
})

test('a start that the device has run past is made again further ahead, and the late one is ended', () => {
  ranOn = [1920, 4800, 0]
  play()
  expect(starts.map(({ stopped }) => stopped)).toEqual([true, true, false])
  const { time, offset } = starts[2]!
  expect(time).toBeGreaterThan(context.currentTime)
  expect(Math.round(offset * RATE)).toBe(Math.round(time * RATE) - 480)
})
