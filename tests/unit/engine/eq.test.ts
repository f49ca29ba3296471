import { describe, expect, test } from 'vitest'
import { EQ_TYPE } from '../../../shared/engine/devices/eq.spec.ts'
import { createEq, eqResponse } from '../../../shared/engine/devices/eq.ts'
import { cookbook, filter, matchedBell, response, type Section } from '../../reference/biquad.ts'
import { analogDb, matched, type PrototypeName, prototypes } from '../../reference/matched.ts'
import { differenceDb, largestStep, make, noise, roughness, run, testKernel, tone } from './test-kernel.ts'

const RATE = 48000

function band(type: number, freq: number, gain: number, q: number, index = 3): Record<string, number> {
  return {
    [`b${index}.on`]: 1,
    [`b${index}.type`]: type,
    [`b${index}.freq`]: freq,
    [`b${index}.gain`]: gain,
    [`b${index}.q`]: q,
  }
}

const FIRST_Q = 1 / (2 * Math.cos(Math.PI / 8))
const SECOND_Q = 1 / (2 * Math.cos((3 * Math.PI) / 8))
const butterworth = Math.SQRT1_2

const designs: [string, Record<string, number>, (rate: number) => Section[]][] = [
  ['a 12 dB low cut at 80 Hz', band(EQ_TYPE.lowCut12, 80, 0, 0.9), (r) => [matched('low cut', 80, 0.9, 0, r)]],
  [
    'a 24 dB low cut at 35 Hz',
    band(EQ_TYPE.lowCut24, 35, 0, butterworth),
    (r) => [matched('low cut', 35, FIRST_Q, 0, r), matched('low cut', 35, SECOND_Q, 0, r)],
  ],
  ['a 12 dB high cut at 9 kHz', band(EQ_TYPE.highCut12, 9000, 0, 0.7), (r) => [matched('high cut', 9000, 0.7, 0, r)]],
  [
    'a 24 dB high cut at 15 kHz',
    band(EQ_TYPE.highCut24, 15000, 0, butterworth),
    (r) => [matched('high cut', 15000, FIRST_Q, 0, r), matched('high cut', 15000, SECOND_Q, 0, r)],
  ],
  ['a low shelf of +6 dB', band(EQ_TYPE.lowShelf, 120, 6, 0.7), (r) => [matched('low shelf', 120, 0.7, 6, r)]],
  ['a high shelf of −9 dB', band(EQ_TYPE.highShelf, 7000, -9, 0.8), (r) => [matched('high shelf', 7000, 0.8, -9, r)]],
  ['a bell of +12 dB at 12 kHz', band(EQ_TYPE.bell, 12000, 12, 1), (r) => [matchedBell(12000, 1, 12, r)]],
  ['a bell of −24 dB at 16 kHz', band(EQ_TYPE.bell, 16000, -24, 2), (r) => [matchedBell(16000, 2, -24, r)]],
  ['a very wide bell', band(EQ_TYPE.bell, 500, 3, 0.1), (r) => [matchedBell(500, 0.1, 3, r)]],
  ['a tilt of 6 dB', band(EQ_TYPE.tilt, 700, 6, 1), (r) => [matched('tilt', 700, 1, 6, r)]],
  ['a tilt of −4 dB', band(EQ_TYPE.tilt, 2000, -4, 1), (r) => [matched('tilt', 2000, 1, -4, r)]],
  ['a 6 dB high cut', band(EQ_TYPE.highCut6, 3000, 0, 1), (r) => [matched('high cut 6', 3000, 1, 0, r)]],
  [
    'an 18 dB low cut at 100 Hz',
    band(EQ_TYPE.lowCut18, 100, 0, butterworth),
    (r) => [matched('low cut 6', 100, 1, 0, r), matched('low cut', 100, 1, 0, r)],
  ],
  [
    'a 48 dB high cut at 2 kHz',
    band(EQ_TYPE.highCut48, 2000, 0, butterworth),
    (r) => [1, 3, 5, 7].map((k) => matched('high cut', 2000, 1 / (2 * Math.cos((k * Math.PI) / 16)), 0, r)),
  ],
  ['a notch at 50 Hz', band(EQ_TYPE.notch, 50, 0, 18), (r) => [cookbook('notch', 50, 18, 0, r)]],
]

for (const [name, params, design] of designs)
  for (const rate of [44100, 96000])
    test(`${name} at ${rate} Hz is its float64 reference to −120 dB`, () => {
      const kernel = testKernel()
      const input = noise(20000)
      const output = run(kernel, make(createEq, kernel, rate, params, false), input)
      expect(differenceDb(output, filter(design(rate), input))).toBeLessThan(-120)
    })

test('eight bands together are their float64 references in a row', () => {
  const kernel = testKernel()
  const params = {
    ...band(EQ_TYPE.lowCut24, 30, 0, butterworth, 1),
    ...band(EQ_TYPE.lowShelf, 120, 2, 0.7, 2),
    ...band(EQ_TYPE.bell, 300, -3, 1.2, 3),
    ...band(EQ_TYPE.bell, 1200, 2, 1, 4),
    ...band(EQ_TYPE.bell, 4000, -2, 1.4, 5),
    ...band(EQ_TYPE.notch, 6000, 0, 9, 6),
    ...band(EQ_TYPE.highShelf, 9000, 1.5, 0.7, 7),
    ...band(EQ_TYPE.highCut12, 18000, 0, 0.7, 8),
    output: 1.5,
  }
  const sections = [
    matched('low cut', 30, FIRST_Q, 0, RATE),
    matched('low cut', 30, SECOND_Q, 0, RATE),
    matched('low shelf', 120, 0.7, 2, RATE),
    matchedBell(300, 1.2, -3, RATE),
    matchedBell(1200, 1, 2, RATE),
    matchedBell(4000, 1.4, -2, RATE),
    cookbook('notch', 6000, 9, 0, RATE),
    matched('high shelf', 9000, 0.7, 1.5, RATE),
    matched('high cut', 18000, 0.7, 0, RATE),
  ]
  const input = noise(20000)
  const output = run(kernel, make(createEq, kernel, RATE, params, false), input)
  const reference = filter(sections, input).map((x) => x * 10 ** (1.5 / 20))
  expect(differenceDb(output, reference)).toBeLessThan(-120)
})

test('magnitude and phase of the sound are those of the design', () => {
  const kernel = testKernel()
  const frames = 1 << 15
  for (const [, params, design] of designs.filter(([name]) => !name.includes('notch'))) {
    const impulse = new Float32Array(frames * 2)
    impulse[0] = 1
    impulse[1] = 1
    const heard = run(kernel, make(createEq, kernel, RATE, params, false), impulse)
    for (const hertz of [150, 997, 5003, 14011]) {
      let re = 0
      let im = 0
      for (let i = 0; i < frames; i++) {
        re += heard[i * 2]! * Math.cos((2 * Math.PI * hertz * i) / RATE)
        im -= heard[i * 2]! * Math.sin((2 * Math.PI * hertz * i) / RATE)
      }
      const expected = response(design(RATE), hertz, RATE)
      expect(Math.hypot(re - expected.re, im - expected.im)).toBeLessThan(1e-5)
    }
  }
})

test('the curve that is drawn is the one that is heard', () => {
  const kernel = testKernel()
  for (const [, params, design] of designs) {
    const levels = eqResponse(kernel, { ...params, output: -2 }, RATE, [40, 300, 2000, 12000, 20000])
    ;[40, 300, 2000, 12000, 20000].forEach((hertz, i) => {
      const { re, im } = response(design(RATE), hertz, RATE)
      expect(levels[i]).toBeCloseTo(20 * Math.log10(Math.hypot(re, im)) - 2, 5)
    })
  }
})

test('a bell of +12 dB at 12 kHz does not cramp: it still lifts 20 kHz by 6.2 dB, and its cut mirrors it', () => {
  const kernel = testKernel()
  const [boost] = eqResponse(kernel, band(EQ_TYPE.bell, 12000, 12, 1), RATE, [20000])
  const [cut] = eqResponse(kernel, band(EQ_TYPE.bell, 12000, -12, 1), RATE, [20000])
  expect(boost).toBeCloseTo(6.21, 2)
  expect(cut).toBeCloseTo(-boost!, 9)
})

const RATES = [44100, 48000, 88200, 96000, 192000] as const

/** The largest distance in dB of what is heard from the analog curve, to 20 kHz. */
function worstDb(type: PrototypeName, index: number, settings: { hz: number; q: number; db: number }[], rate: number) {
  const kernel = testKernel()
  const frequencies = Array.from({ length: 150 }, (_, i) => 20 * 1000 ** (i / 149))
  let worst = 0
  for (const { hz, q, db } of settings) {
    const levels = eqResponse(kernel, band(index, hz, db, q), rate, frequencies)
    const prototype = prototypes[type](q, db)
    frequencies.forEach((frequency, i) => {
      const wanted = analogDb(prototype, frequency / hz)
      if (wanted > -60) worst = Math.max(worst, Math.abs(levels[i]! - wanted))
    })
  }
  return worst
}

function grid(hertz: number[], qs: number[], decibels: number[]) {
  return hertz.flatMap((hz) => qs.flatMap((q) => decibels.map((db) => ({ hz, q, db }))))
}

test('bells of ±12 dB up to 16 kHz are the analog curve within 1 dB at 44.1 and 48 kHz, within 0.1 dB from 88.2 kHz up', () => {
  const bells = grid([60, 1000, 4000, 8000, 12000, 16000], [0.3, 0.5, 1, 3, 10], [-12, -3, 6, 12])
  for (const rate of RATES) expect(worstDb('bell', EQ_TYPE.bell, bells, rate)).toBeLessThan(rate < 88_000 ? 1 : 0.1)
})

test('shelves and tilts do not cramp: within 1 dB of the analog curve to 20 kHz', () => {
  const shelves = grid([60, 300, 2000, 8000, 12000, 16000], [0.4, 0.71, 1.2], [-12, -4, 6, 12])
  for (const rate of RATES) {
    expect(worstDb('high shelf', EQ_TYPE.highShelf, shelves, rate)).toBeLessThan(1)
    expect(worstDb('low shelf', EQ_TYPE.lowShelf, shelves, rate)).toBeLessThan(1)
    expect(worstDb('tilt', EQ_TYPE.tilt, grid([300, 1000, 4000], [1], [-6, 3, 6]), rate)).toBeLessThan(1)
  }
})

test('cuts keep the slope that they are named after up to half the rate', () => {
  const cuts = grid([30, 200, 1000, 5000, 12000, 16000], [0.71, 1.5], [0])
  for (const rate of RATES) {
    expect(worstDb('high cut', EQ_TYPE.highCut12, cuts, rate)).toBeLessThan(1.2)
    expect(worstDb('low cut', EQ_TYPE.lowCut12, cuts, rate)).toBeLessThan(1)
  }
  const kernel = testKernel()
  for (const [slope, low, high] of [
    [6, EQ_TYPE.lowCut6, EQ_TYPE.highCut6],
    [12, EQ_TYPE.lowCut12, EQ_TYPE.highCut12],
    [18, EQ_TYPE.lowCut18, EQ_TYPE.highCut18],
    [24, EQ_TYPE.lowCut24, EQ_TYPE.highCut24],
    [36, EQ_TYPE.lowCut36, EQ_TYPE.highCut36],
    [48, EQ_TYPE.lowCut48, EQ_TYPE.highCut48],
  ] as const) {
    const levels = (type: number, at: number[]) => eqResponse(kernel, band(type, 1000, 0, butterworth), 96000, at)
    const [corner, , one, two] = levels(low, [1000, 500, 125, 62.5])
    expect(corner).toBeCloseTo(-3.01, 1)
    expect(one! - two!).toBeCloseTo(slope, 0)
    const [highCorner, three, four] = levels(high, [1000, 4000, 8000])
    expect(highCorner).toBeCloseTo(-3.01, 1)
    expect(Math.abs(three! - four! - slope)).toBeLessThan(slope / 20 + 0.3)
  }
})

describe('a band of one channel', () => {
  const heard = (channel: number, left: number, right: number): [number, number] => {
    const kernel = testKernel()
    const mono = tone(RATE, 1000, RATE, 0.2)
    const input = mono.map((x, i) => x * (i % 2 ? right : left))
    const params = { ...band(EQ_TYPE.bell, 1000, 12, 1), 'b3.channel': channel }
    const output = run(kernel, make(createEq, kernel, RATE, params, false), input)
    const peak = (samples: Float32Array, side: number) =>
      Math.max(...samples.subarray(RATE, RATE + 4800).map((x, i) => (i % 2 === side ? x : 0)))
    return [peak(output, 0) / 0.2, peak(output, 1) / 0.2]
  }
  const lifted = 10 ** (12 / 20)

  test('left and right leave the other side alone', () => {
    expect(heard(1, 1, 1)[0]).toBeCloseTo(lifted, 2)
    expect(heard(1, 1, 1)[1]).toBeCloseTo(1, 4)
    expect(heard(2, 1, 1)[0]).toBeCloseTo(1, 4)
    expect(heard(2, 1, 1)[1]).toBeCloseTo(lifted, 2)
  })

  test('the middle lifts what both sides share, the side what they do not', () => {
    expect(heard(3, 1, 1)[0]).toBeCloseTo(lifted, 2)
    expect(heard(3, 1, -1)[0]).toBeCloseTo(1, 4)
    expect(heard(4, 1, -1)[0]).toBeCloseTo(lifted, 2)
    expect(heard(4, 1, 1)[0]).toBeCloseTo(1, 4)
  })

  test('is drawn where it is heard', () => {
    const kernel = testKernel()
    const params = { ...band(EQ_TYPE.bell, 1000, 12, 1), 'b3.channel': 3 }
    expect(eqResponse(kernel, params, RATE, [1000], 3)[0]).toBeCloseTo(12, 6)
    expect(eqResponse(kernel, params, RATE, [1000], 4)[0]).toBeCloseTo(0, 6)
    expect(eqResponse(kernel, params, RATE, [1000])[0]).toBeCloseTo(0, 6)
  })
})

describe('a dynamic band', () => {
  const params = (range: number, threshold = -30): Record<string, number> => ({
    ...band(EQ_TYPE.bell, 1000, 0, 1),
    'b3.range': range,
    'b3.threshold': threshold,
    'b3.attack': 5,
    'b3.release': 50,
  })
  const gainDb = (settings: Record<string, number>, amplitude: number, hertz = 1000, key = 0) => {
    const kernel = testKernel()
    const input = tone(RATE, hertz, RATE, amplitude)
    const eq = make(createEq, kernel, RATE, settings, false)
    const output = run(kernel, eq, input, 128, undefined, key ? tone(RATE, hertz, RATE, key) : undefined)
    return 20 * Math.log10(Math.max(...output.subarray(RATE)) / amplitude)
  }

  test('goes half a dB for every dB over its threshold, as far as its range', () => {
    expect(gainDb(params(-12), 10 ** (-40 / 20))).toBeCloseTo(0, 3)
    // The envelope hangs a little below the crests of a tone.
    expect(gainDb(params(-12), 10 ** (-18 / 20))).toBeGreaterThan(-6.1)
    expect(gainDb(params(-12), 10 ** (-18 / 20))).toBeLessThan(-5.2)
    expect(gainDb(params(-6), 1 * 0.9)).toBeCloseTo(-6, 1)
    expect(gainDb(params(6), 0.4)).toBeCloseTo(6, 1)
  })

  test('hears its own band: a loud tone far from it moves nothing', () => {
    expect(gainDb(params(-12, -20), 0.5, 12_000)).toBeGreaterThan(-0.2)
  })

  test('listens to another strip where it is given one', () => {
    expect(gainDb(params(-6), 0.003, 1000, 0.9)).toBeCloseTo(-6, 1)
  })

  test('comes and goes with its attack and release', () => {
    const kernel = testKernel()
    const input = tone(RATE, 1000, RATE, 0.9)
    for (let i = 0; i < RATE; i++) input[i] = input[i]! * 0.003
    const eq = make(createEq, kernel, RATE, params(-6), false)
    const gains: number[] = []
    run(kernel, eq, input, 128, () => gains.push(eq.tap(0)))
    const cell = (seconds: number) => Math.floor((seconds * RATE) / 128)
    expect(gains[cell(0.49)]).toBeCloseTo(0, 5)
    expect(gains[cell(0.507)]).toBeLessThan(0)
    expect(gains[cell(0.52)]).toBeCloseTo(-6, 1)
  })
})

test('an untouched equalizer changes no bit', () => {
  const kernel = testKernel()
  const input = noise(4096)
  expect(run(kernel, make(createEq, kernel, RATE, {}, false), input)).toEqual(input)
})

test('a bypassed equalizer changes no bit', () => {
  const kernel = testKernel()
  const input = noise(4096)
  expect(run(kernel, make(createEq, kernel, RATE, band(EQ_TYPE.bell, 1000, 12, 1), true), input)).toEqual(input)
})

test('how a stretch is cut into blocks changes no bit, even while parameters move', () => {
  const kernel = testKernel()
  const input = noise(4410)
  const params = { ...band(EQ_TYPE.lowCut24, 60, 0, 0.7, 1), ...band(EQ_TYPE.bell, 2000, 6, 2, 4), output: -1 }
  const renders = [1, 64, 128, 441].map((blockFrames) => {
    const eq = make(createEq, kernel, RATE, params, false)
    eq.setParam('b4.gain', -12)
    eq.setParam('b5.freq', 9000)
    eq.setParam('output', 3)
    return run(kernel, eq, input, blockFrames)
  })
  for (const render of renders) expect(render).toEqual(renders[0])
})

const edits: [string, Record<string, number>, string, number][] = [
  ['a bell jumping from −12 to +12 dB', band(EQ_TYPE.bell, 1000, -12, 1), 'b3.gain', 12],
  ['a bell sweeping from 200 Hz to 8 kHz', band(EQ_TYPE.bell, 200, 9, 4), 'b3.freq', 8000],
  ['a low cut switched on', { ...band(EQ_TYPE.lowCut24, 300, 0, 0.7), 'b3.on': 0 }, 'b3.on', 1],
  ['a low cut switched off', band(EQ_TYPE.lowCut24, 300, 0, 0.7), 'b3.on', 0],
  ['a bell turned into a notch', band(EQ_TYPE.bell, 1100, 6, 1), 'b3.type', EQ_TYPE.notch],
  ['the output raised by 12 dB', {}, 'output', 12],
]
for (const [name, params, id, value] of edits)
  test(`${name} does not click`, () => {
    const kernel = testKernel()
    const eq = make(createEq, kernel, RATE, params, false)
    const output = run(kernel, eq, tone(24000, 1000, RATE, 0.25), 128, (frame) => {
      if (frame === 12032) eq.setParam(id, value)
    })
    const steady = Math.max(roughness(output, 6000, 12000), roughness(output, 18000, 24000))
    expect(roughness(output, 12000, 18000)).toBeLessThan(3 * steady)
  })

test("a bell's gain glides in decibels for about 20 ms", () => {
  const kernel = testKernel()
  const eq = make(createEq, kernel, RATE, band(EQ_TYPE.bell, 6000, 0, 1), false)
  const output = run(kernel, eq, tone(24000, 6000, RATE, 0.1), 128, (frame) => {
    if (frame === 12800) eq.setParam('b3.gain', 12)
  })
  const levelDb = (frame: number) => 20 * Math.log10(Math.max(...output.subarray(frame * 2, frame * 2 + 32)) / 0.1)
  expect(levelDb(12784)).toBeCloseTo(0, 1)
  expect(levelDb(12800 + 504)).toBeGreaterThan(5)
  expect(levelDb(12800 + 504)).toBeLessThan(7)
  expect(levelDb(12800 + 1100)).toBeCloseTo(12, 1)
})

test('an edit arrives at the setting it names', () => {
  const kernel = testKernel()
  const eq = make(createEq, kernel, RATE, band(EQ_TYPE.highShelf, 5000, -6, 0.7), false)
  const input = noise(48000)
  const edited = run(kernel, eq, input, 128, (frame) => {
    if (frame !== 0) return
    for (const [id, value] of Object.entries(band(EQ_TYPE.bell, 700, 5, 1.5))) eq.setParam(id, value)
  })
  const direct = run(kernel, make(createEq, kernel, RATE, band(EQ_TYPE.bell, 700, 5, 1.5), false), input)
  expect(differenceDb(edited.subarray(48000), direct.subarray(48000))).toBeLessThan(-140)
})

test('after the music a 30 Hz low cut comes to rest in true silence instead of sticking in subnormal numbers', () => {
  const kernel = testKernel()
  const input = noise(RATE * 4)
  input.fill(0, 2000)
  const output = run(kernel, make(createEq, kernel, RATE, band(EQ_TYPE.lowCut12, 30, 0, 0.7), false), input)
  expect(output.subarray(RATE * 6).every((x) => x === 0)).toBe(true)
})

test('a parameter the equalizer does not have is refused by name', () => {
  const kernel = testKernel()
  expect(() => make(createEq, kernel, RATE, {}, false).setParam('b9.gain', 1)).toThrow('no parameter "b9.gain"')
})

test('a band that is listened to alone lets through what lies around it, click-free, and the whole comes back', () => {
  const level = (hz: number, params: Record<string, number>) => {
    const kernel = testKernel()
    const output = run(kernel, make(createEq, kernel, RATE, params, false), tone(RATE, hz, RATE, 0.1))
    return 20 * Math.log10(Math.max(...output.subarray(RATE)) / 0.1)
  }
  const bell = { 'b4.freq': 1000, 'b4.q': 4, 'b4.gain': 6, listen: 4 }
  expect(level(1000, bell), 'with what the band does').toBeCloseTo(6, 1)
  expect(level(250, bell)).toBeLessThan(-40)
  expect(level(4000, bell)).toBeLessThan(-40)
  const shelf = { listen: 2, 'b2.freq': 200 }
  expect(level(50, shelf)).toBeGreaterThan(-1)
  expect(level(2000, shelf)).toBeLessThan(-60)

  const kernel = testKernel()
  const eq = make(createEq, kernel, RATE, { 'b4.freq': 1000 }, false)
  const input = tone(RATE, 700, RATE, 0.5)
  const output = run(kernel, eq, input, 128, (frame) => {
    if (frame === 12_800) eq.setParam('listen', 4)
    if (frame === 19_200) eq.setParam('listen', 6)
    if (frame === 25_600) eq.setParam('listen', 0)
  })
  expect(largestStep(output, 1000, 48_000)).toBeLessThan(1.5 * largestStep(input, 1000, 10_000))
  expect(differenceDb(output.subarray(2 * 30_000), input.subarray(2 * 30_000))).toBeLessThan(-140)
})
