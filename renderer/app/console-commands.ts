import { documentStore } from '../document/document-store.ts'
import { linkTracks, toggleLinks } from '../mix/link-actions.ts'
import { resetStrip } from '../mix/strip-menu.ts'
import { importPresets, saveStripPreset } from '../mix/strip-presets.ts'
import { type Command, hasProject, hasTrack, withTrack } from './command.ts'
import { clearAll, soloOnly, toggleTracks } from './strip-switches.ts'
import { selectedTrackIds, setView, useView } from './view-state.ts'

/** What is done to strips of the console. */
export const consoleCommands: readonly Command[] = [
  {
    id: 'soloOnly',
    label: 'Solo this track alone',
    group: 'Mix',
    keys: ['Ctrl+Alt+S'],
    run: withTrack((id) => soloOnly(id, false)),
    enabled: hasTrack,
  },
  {
    id: 'soloSafe',
    label: 'Solo-safe',
    group: 'Mix',
    keys: ['Alt+Shift+S'],
    run: () => toggleTracks(selectedTrackIds(), 'soloSafe'),
    enabled: hasTrack,
  },
  {
    id: 'clearSolos',
    label: 'Clear all solos',
    group: 'Mix',
    keys: ['Shift+S'],
    run: () => clearAll('solo'),
    enabled: hasProject,
  },
  {
    id: 'clearMutes',
    label: 'Clear all mutes',
    group: 'Mix',
    keys: ['Alt+Shift+M'],
    run: () => clearAll('mute'),
    enabled: hasProject,
  },
  {
    id: 'linkTracks',
    label: 'Link the selected strips',
    group: 'Mix',
    keys: ['Shift+G'],
    run: () => linkTracks(),
    enabled: hasTrack,
  },
  {
    id: 'toggleLinks',
    label: 'Let all link groups rest, or link again',
    group: 'Mix',
    keys: ['Alt+G'],
    run: toggleLinks,
    enabled: hasProject,
  },
  {
    id: 'resetStrip',
    label: 'Reset strip',
    group: 'Mix',
    keys: [],
    run: withTrack((id) => {
      const track = documentStore.getState().document?.tracks[id]
      if (track) resetStrip(track)
    }),
    enabled: hasTrack,
  },
  {
    id: 'saveStripPreset',
    label: 'Save strip preset',
    group: 'Mix',
    keys: [],
    run: withTrack((id) => void saveStripPreset(id)),
    enabled: hasTrack,
  },
  {
    id: 'importStripPresets',
    label: 'Import strip presets',
    group: 'Mix',
    keys: [],
    run: importPresets,
    enabled: hasProject,
  },
  {
    id: 'copySettings',
    label: 'Copy mix settings to other songs',
    group: 'Mix',
    keys: [],
    run: () => setView({ overlay: 'copySettings' }),
    enabled: hasProject,
  },
  {
    id: 'stripWidth',
    label: 'Narrow or wide strips',
    group: 'View',
    keys: ['W'],
    run: () => {
      const { page, narrowPage, narrowDock } = useView.getState()
      setView(page === 'mix' ? { narrowPage: !narrowPage } : { narrowDock: !narrowDock })
    },
    enabled: hasProject,
  },
]
