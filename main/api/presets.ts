import type { Handlers } from '../../shared/contract/handlers.ts'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { type SavedPreset, savedPresetSchema } from '../../shared/model/device-preset.ts'
import { byName, namedList } from './named-list.ts'
import type { SettingsFile } from './settings.ts'

/** A user's own settings of devices, kept beside the projects for all of them; each kind of device has names of its own. */
export function presetHandlers(
  settings: SettingsFile,
): Pick<Handlers, 'presets.list' | 'presets.save' | 'presets.rename' | 'presets.remove'> {
  const listOf = (kind: SavedPreset['kind']) =>
    namedList(
      settings,
      'devicePresets',
      `presets of the ${deviceSpecs[kind].name}`,
      (each) => (each as Partial<SavedPreset>).kind === kind,
    )
  return {
    async 'presets.list'() {
      const whole = settings.get('devicePresets').filter((each) => savedPresetSchema.safeParse(each).success)
      return { presets: whole.toSorted(byName) }
    },
    async 'presets.save'({ preset }) {
      listOf(preset.kind).save(preset)
      return {}
    },
    async 'presets.rename'({ kind, name, newName }) {
      listOf(kind).rename(name, newName)
      return {}
    },
    async 'presets.remove'({ kind, name }) {
      listOf(kind).remove(name)
      return {}
    },
  }
}
