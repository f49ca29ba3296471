import type { Handlers } from '../../shared/contract/handlers.ts'
import { readRackPreset } from '../../shared/model/rack-preset.ts'
import { namedPresets } from './named-presets.ts'
import type { SettingsFile } from './settings.ts'

/** Rack presets, kept beside the projects for all of them. */
export function rackPresetHandlers(
  settings: SettingsFile,
): Pick<Handlers, 'rackPresets.list' | 'rackPresets.save' | 'rackPresets.rename' | 'rackPresets.remove'> {
  const { list, save, rename, remove } = namedPresets(settings, 'rackPresets', 'rack presets', readRackPreset)
  return {
    'rackPresets.list': list,
    'rackPresets.save': save,
    'rackPresets.rename': rename,
    'rackPresets.remove': remove,
  }
}
