import { selectedClips } from '../arrange/clip-actions.ts'
import { askToReplace } from '../import/replace-question.ts'
import { type Command, hasClips, hasProject } from './command.ts'
import { chooseFilesToImport } from './import-actions.ts'
import { setView } from './view-state.ts'

/** What brings sound and songs in from outside. */
export const importCommands: readonly Command[] = [
  {
    id: 'importFiles',
    label: 'Import audio files…',
    group: 'Project',
    keys: ['Ctrl+I'],
    run: chooseFilesToImport,
    enabled: hasProject,
  },
  {
    id: 'importSong',
    label: 'Import a song from another project…',
    group: 'Project',
    keys: [],
    run: () => setView({ overlay: 'importSong' }),
    enabled: hasProject,
  },
  {
    id: 'replaceFile',
    label: 'Replace file…',
    group: 'Clips',
    keys: [],
    run: () => {
      const [clip] = selectedClips()
      if (clip) askToReplace({ assetId: clip.assetId, clip: { trackId: clip.trackId, clipId: clip.id } })
    },
    enabled: hasClips,
  },
]
