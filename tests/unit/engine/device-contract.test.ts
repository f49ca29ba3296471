import { describe, expect, test } from 'vitest'
import type { DeviceProcessor, ParamSpec, ParamValues } from '../../../shared/engine/devices/device.ts'
import { boundedValue } from '../../../shared/engine/devices/param-values.ts'
import { createDevice } from '../../../shared/engine/devices/registry.ts'
import { deviceSpecs } from '../../../shared/engine/devices/specs.ts'
import type { Kernel } from '../../../shared/engine/kernel/kernel.ts'
import { type DeviceKind, deviceKinds } from '../../../shared/model/document.ts'
import { largestStep, noise, run, testKernel, tone } from './test-kernel.ts'

const RATE = 48_000

/** Settings at which a device passes a click through, so that its latency can be read; default settings where absent. */
const passing: Partial<Record<DeviceKind, ParamValues>> = {
  imager: { x1: 30, x2: 30, x3: 30 },
  multiband: { x1: 30, x2: 30, x3: 30, x4: 30 },
  deesser: { freq: 2000 },
}

/** Devices that make stereo of mono by their nature, at these settings or by default. */
const widening: readonly DeviceKind[] = ['utility', 'reverb', 'chorus']

/** Parameters whose very jump is a change of place or time and no click: they get 6 × the steady step instead of 3. */
const jumpy: Partial<Record<DeviceKind, readonly string[]>> = {}

function create(kernel: Kernel, kind: DeviceKind, params: ParamValues = {}, bypass = false): DeviceProcessor {
  return createDevice(kind, { kernel, sampleRate: RATE, params, bypass, tempoBpm: 120, file: null })
}

const settings: readonly [string, (param: ParamSpec, index: number) => number][] = [
  ['default', (param) => param.default],
  ['lowest', (param) => param.min],
  ['highest', (param) => param.max],
  ['mixed', (param, index) => (index % 2 ? param.min : param.max)],
]

function settingsOf(kind: DeviceKind): [string, ParamValues][] {
  return settings.map(([name, pick]) => [
    name,
    Object.fromEntries(deviceSpecs[kind].params.map((param, index) => [param.id, pick(param, index)])),
  ])
}

for (const kind of deviceKinds)
  describe(deviceSpecs[kind].name, () => {
    const spec = deviceSpecs[kind]

    test('has parameters with distinct ids and defaults inside their ranges', () => {
      expect(new Set(spec.params.map(({ id }) => id)).size).toBe(spec.params.length)
      for (const param of spec.params) {
        expect(param.default, param.id).toBeGreaterThanOrEqual(param.min)
        expect(param.default, param.id).toBeLessThanOrEqual(param.max)
        if (param.taper === 'log') expect(param.min, param.id).toBeGreaterThan(0)
        if (param.steps) expect(param.max, param.id).toBe(param.steps.length - 1)
      }
    })

    test('has presets with distinct names and values its parameters can take', () => {
      const presets = spec.presets ?? []
      expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length)
      for (const preset of presets)
        for (const [id, value] of Object.entries(preset.params)) {
          const param = spec.params.find((candidate) => candidate.id === id)
          expect(param, `${preset.name}: ${id}`).toBeDefined()
          expect(boundedValue(param!, value), `${preset.name}: ${id}`).toBe(value)
        }
    })

    for (const [name, params] of settingsOf(kind)) {
      test(`gives silence for silence at ${name} settings`, () => {
        const kernel = testKernel()
        const output = run(kernel, create(kernel, kind, params), new Float32Array(RATE))
        expect(output.every((sample) => sample === 0)).toBe(true)
      })

      test(`gives numbers that stay finite at ${name} settings, loud noise and a silence behind it`, () => {
        const kernel = testKernel()
        const input = new Float32Array(RATE)
        input.set(noise(RATE / 4, 1))
        const output = run(kernel, create(kernel, kind, params), input)
        expect(output.every((sample) => sample - sample === 0)).toBe(true)
      })

      test(`gives the same bits for every block size at ${name} settings`, () => {
        const kernel = testKernel()
        const input = noise(9000, 0.7)
        const whole = run(kernel, create(kernel, kind, params), input)
        for (const block of [1, 64, 441, 1024])
          expect(run(kernel, create(kernel, kind, params), input, block)).toEqual(whole)
      })

      test(`starts as new after a reset at ${name} settings`, () => {
        const kernel = testKernel()
        const input = noise(6000, 0.5, 7)
        const fresh = run(kernel, create(kernel, kind, params), input)
        const used = create(kernel, kind, params)
        run(kernel, used, noise(128 * 100, 0.9, 3))
        used.snap()
        used.reset()
        expect(run(kernel, used, input)).toEqual(fresh)
      })

      test(`is the input bit for bit when bypassed at ${name} settings, as late as it says`, () => {
        const kernel = testKernel()
        const device = create(kernel, kind, params, true)
        const input = noise(12_000, 0.7)
        const output = run(kernel, device, input)
        const late = device.latencyFrames * 2
        expect(output.subarray(late)).toEqual(input.subarray(0, input.length - late))
      })

      if (!widening.includes(kind))
        test(`keeps mono mono at ${name} settings`, () => {
          const kernel = testKernel()
          const input = noise(9000, 0.7).map((_, i, all) => all[i & ~1]!)
          const output = run(kernel, create(kernel, kind, params), input)
          for (let i = 0; i < output.length; i += 2)
            if (output[i] !== output[i + 1]) expect(output[i]).toBe(output[i + 1])
        })
    }

    test('comes to rest in exact silence once the music is over', () => {
      const kernel = testKernel()
      const device = create(kernel, kind)
      run(kernel, device, noise(RATE / 2, 0.7))
      const silence = new Float32Array(RATE * 2)
      let output: Float32Array = silence
      for (let seconds = 0; seconds < 40; seconds++) output = run(kernel, device, silence)
      expect(output.every((sample) => sample === 0)).toBe(true)
    })

    test('has the latency it states', () => {
      const kernel = testKernel()
      const device = create(kernel, kind, passing[kind])
      const click = new Float32Array(40_000)
      click[2000] = 0.01
      click[2001] = 0.01
      const output = run(kernel, device, click)
      let peak = 0
      for (let i = 0; i < output.length; i += 2) if (Math.abs(output[i]!) > Math.abs(output[peak]!)) peak = i
      expect(peak / 2 - 1000).toBe(device.latencyFrames)
      expect(device.latencyFrames).toBe(spec.latencyFrames?.(passing[kind] ?? {}, RATE) ?? 0)
    })

    for (const param of spec.params) {
      if (param.update === 'rebuild') continue
      test(`makes no click when ${param.name} jumps`, () => {
        const kernel = testKernel()
        const input = tone(RATE, 1000, RATE, 0.1)
        const steady = (value: number) =>
          largestStep(run(kernel, create(kernel, kind, { ...passing[kind], [param.id]: value }), input), RATE / 2, RATE)
        const device = create(kernel, kind, { ...passing[kind], [param.id]: param.min })
        const output = run(kernel, device, input, 128, (frame) => {
          if (frame === 128 * 150) device.setParam(param.id, param.max)
          if (frame === 128 * 250) device.setParam(param.id, param.min)
        })
        const allowed =
          (jumpy[kind]?.includes(param.id) ? 6 : 3) * Math.max(steady(param.min), steady(param.max), 0.0131)
        expect(largestStep(output, 128 * 149, RATE)).toBeLessThan(allowed)
      })
    }

    test('comes and goes without a click when it is bypassed', () => {
      const kernel = testKernel()
      const device = create(kernel, kind)
      const input = tone(RATE, 1000, RATE, 0.1)
      const steady = largestStep(run(kernel, create(kernel, kind), input), RATE / 2, RATE)
      const output = run(kernel, device, input, 128, (frame) => {
        if (frame === 128 * 150) device.setBypass(true)
        if (frame === 128 * 250) device.setBypass(false)
      })
      expect(largestStep(output, 128 * 149, RATE)).toBeLessThan(3 * Math.max(steady, 0.0131))
    })

    test('refuses a parameter it does not have by name', () => {
      expect(() => create(testKernel(), kind).setParam('nonsense', 1)).toThrow('no parameter "nonsense"')
    })
  })
