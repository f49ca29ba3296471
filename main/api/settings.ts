import { resolve } from 'node:path'
import Conf from 'conf'
import type { SavedPreset } from '../../shared/model/device-preset.ts'
import type { RackPreset } from '../../shared/model/rack-preset.ts'
import type { StripPreset } from '../../shared/model/strip-preset.ts'
import type { TrackTemplate } from '../../shared/model/track-template.ts'

/** What the program remembers beside its projects. */
export interface Settings {
  /** Projects opened lately, newest first. */
  recent: string[]
  /** Whether imports keep the file itself beside its sound. */
  keepOriginals: boolean
  /** Settings of tracks under their names, to be added to any song. */
  trackTemplates: TrackTemplate[]
  /** Settings of devices under their names. */
  devicePresets: SavedPreset[]
  /** Settings and chains of strips under their names, to be put on any strip. */
  stripPresets: StripPreset[]
  /** Whole mastering racks under their names. */
  rackPresets: RackPreset[]
}

export type SettingsFile = Conf<Settings>

/** Opens the settings; `MIXWRIGHT_CONFIG` in the environment moves their folder. */
export function openSettings(environment: NodeJS.ProcessEnv = process.env): SettingsFile {
  return new Conf<Settings>({
    projectName: 'mixwright',
    projectSuffix: '',
    configName: 'settings',
    defaults: {
      recent: [],
      keepOriginals: true,
      trackTemplates: [],
      devicePresets: [],
      stripPresets: [],
      rackPresets: [],
    },
    // Settings that a crash left unreadable are not worth a start that fails.
    clearInvalidConfig: true,
    ...(environment.MIXWRIGHT_CONFIG ? { cwd: resolve(environment.MIXWRIGHT_CONFIG) } : {}),
  })
}
