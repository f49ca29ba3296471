import type { Handlers } from '../../shared/contract/handlers.ts'
import { readStripPreset } from '../../shared/model/strip-preset.ts'
import { byName, namedList } from './named-list.ts'
import type { SettingsFile } from './settings.ts'

/** Strip presets, kept beside the projects for all of them. */
export function stripPresetHandlers(
  settings: SettingsFile,
): Pick<Handlers, 'stripPresets.list' | 'stripPresets.save' | 'stripPresets.rename' | 'stripPresets.remove'> {
  const list = namedList(settings, 'stripPresets', 'strip presets')
  return {
    async 'stripPresets.list'() {
      const read = list.all().flatMap((each) => readStripPreset(each) ?? [])
      return {
        presets: read
          .map(({ preset, notes }) => ({ preset, notes: [...notes] }))
          .sort((a, b) => byName(a.preset, b.preset)),
      }
    },
    async 'stripPresets.save'({ preset }) {
      list.save(preset)
      return {}
    },
    async 'stripPresets.rename'({ name, to }) {
      list.rename(name, to)
      return {}
    },
    async 'stripPresets.remove'({ name }) {
      list.remove(name)
      return {}
    },
  }
}
