import type { Handlers } from '../../shared/contract/handlers.ts'
import { readStripPreset } from '../../shared/model/strip-preset.ts'
import { namedPresets } from './named-presets.ts'
import type { SettingsFile } from './settings.ts'

/** Strip presets, kept beside the projects for all of them. */
export function stripPresetHandlers(
  settings: SettingsFile,
): Pick<Handlers, 'stripPresets.list' | 'stripPresets.save' | 'stripPresets.rename' | 'stripPresets.remove'> {
  const { list, save, rename, remove } = namedPresets(settings, 'stripPresets', 'strip presets', readStripPreset)
  return {
    'stripPresets.list': list,
    'stripPresets.save': save,
    'stripPresets.rename': rename,
    'stripPresets.remove': remove,
  }
}
