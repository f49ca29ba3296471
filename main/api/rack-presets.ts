import type { Handlers } from '../../shared/contract/handlers.ts'
import { readRackPreset } from '../../shared/model/rack-preset.ts'
import { byName, namedList } from './named-list.ts'
import type { SettingsFile } from './settings.ts'

/** Rack presets, kept beside the projects for all of them. */
export function rackPresetHandlers(
  settings: SettingsFile,
): Pick<Handlers, 'rackPresets.list' | 'rackPresets.save' | 'rackPresets.rename' | 'rackPresets.remove'> {
  const list = namedList(settings, 'rackPresets', 'rack presets')
  return {
    async 'rackPresets.list'() {
      const read = list.all().flatMap((each) => readRackPreset(each) ?? [])
      return {
        presets: read
          .map(({ preset, notes }) => ({ preset, notes: [...notes] }))
          .sort((a, b) => byName(a.preset, b.preset)),
      }
    },
    async 'rackPresets.save'({ preset }) {
      list.save(preset)
      return {}
    },
    async 'rackPresets.rename'({ name, to }) {
      list.rename(name, to)
      return {}
    },
    async 'rackPresets.remove'({ name }) {
      list.remove(name)
      return {}
    },
  }
}
