import { z } from 'zod'
import type { ParamValues } from '../engine/devices/device.ts'
import { formatValue } from '../engine/devices/format-value.ts'
import { boundedValue } from '../engine/devices/param-values.ts'
import { deviceSpecs } from '../engine/devices/specs.ts'
import { nameSchema } from './fields.ts'
import { deviceSchema } from './mixer.ts'

/** What a user keeps of a device under a name, for every project. */
export const savedPresetSchema = z.strictObject({
  kind: deviceSchema.shape.kind,
  name: nameSchema,
  params: deviceSchema.shape.params,
})
export type SavedPreset = z.infer<typeof savedPresetSchema>

/** Values that a kind of device can take: unknown ones left out and wild ones bounded, with a note for each. */
export function fittingParams(
  kind: SavedPreset['kind'],
  given: Readonly<Record<string, unknown>>,
): { params: ParamValues; notes: string[] } {
  const spec = deviceSpecs[kind]
  const params: Record<string, number> = {}
  const notes: string[] = []
  const unknown: string[] = []
  for (const [id, value] of Object.entries(given)) {
    const param = spec.params.find((candidate) => candidate.id === id)
    if (!param) unknown.push(`“${id}”`)
    else if (typeof value !== 'number' || !Number.isFinite(value))
      notes.push(`${param.name} was no number and stands at ${formatValue(param, param.default)}.`)
    else {
      params[id] = boundedValue(param, value)
      if (value < param.min || value > param.max)
        notes.push(`${param.name} was ${value} and was brought to ${formatValue(param, params[id])}.`)
      else if (params[id] !== value)
        notes.push(`${param.name} was ${value} and was set to ${formatValue(param, params[id])}.`)
    }
  }
  if (unknown.length > 0) notes.push(`The ${spec.name} has no ${unknown.join(', ')}: left out.`)
  return { params, notes }
}
