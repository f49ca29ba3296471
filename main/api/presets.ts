import { ApiError } from '../../shared/contract/errors.ts'
import type { Handlers } from '../../shared/contract/handlers.ts'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { type SavedPreset, savedPresetSchema } from '../../shared/model/device-preset.ts'
import type { SettingsFile } from './settings.ts'

const mostPresets = 5000

/** A user's own settings of devices, kept beside the projects for all of them. */
export function presetHandlers(
  settings: SettingsFile,
): Pick<Handlers, 'presets.list' | 'presets.save' | 'presets.rename' | 'presets.remove'> {
  type Name = Pick<SavedPreset, 'kind' | 'name'>
  const all = () => settings.get('devicePresets')
  const isCalled = (wanted: Name) => (each: Partial<Name>) => each.kind === wanted.kind && each.name === wanted.name
  const sentence = ({ kind, name }: Name) => `the preset “${name}” of the ${deviceSpecs[kind].name}`
  return {
    async 'presets.list'() {
      // One that another version of the program wrote may be none any more; it stays in the file, unseen.
      const whole = all().filter((each) => savedPresetSchema.safeParse(each).success)
      return { presets: whole.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })) }
    },
    async 'presets.save'({ preset }) {
      const others = all().filter((each) => !isCalled(preset)(each))
      if (others.length >= mostPresets)
        throw new ApiError('exists', `There are ${others.length} presets already.`, 'Remove some first.')
      settings.set('devicePresets', [...others, preset])
      return {}
    },
    async 'presets.rename'({ kind, name, newName }) {
      const isIt = isCalled({ kind, name })
      if (!all().some(isIt))
        throw new ApiError('not-found', `There is no longer ${sentence({ kind, name })}.`, 'Choose one of the list.')
      if (newName !== name && all().some(isCalled({ kind, name: newName })))
        throw new ApiError('exists', `There is ${sentence({ kind, name: newName })} already.`, 'Choose another name.')
      settings.set(
        'devicePresets',
        all().map((each) => (isIt(each) ? { ...each, name: newName } : each)),
      )
      return {}
    },
    async 'presets.remove'(name) {
      settings.set(
        'devicePresets',
        all().filter((each) => !isCalled(name)(each)),
      )
      return {}
    },
  }
}
