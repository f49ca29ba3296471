import type { Track } from '../../shared/model/document.ts'
import { command, shortcutOf } from '../app/commands.ts'
import { toggleTrack } from '../app/strip-switches.ts'
import { duplicateTrack, foldTrack, moveTrackBy, removeTrack } from '../app/track-actions.ts'
import { saveTemplate } from '../app/track-templates.ts'
import { setView } from '../app/view-state.ts'
import { freezeTrack, thawTrack } from '../bounce/freeze.ts'
import type { MenuEntry } from '../ui/menu.tsx'

function key(id: string): { shortcut?: string } {
  const shortcut = shortcutOf(id)
  return shortcut ? { shortcut } : {}
}

/** A track's context menu. */
export function trackMenu(track: Track): MenuEntry[] {
  const { id } = track
  return [
    { id: 'rename', label: 'Rename', ...key('renameTrack'), run: () => setView({ renamingTrackId: id }) },
    { id: 'duplicate', label: 'Duplicate', run: () => duplicateTrack(id) },
    { id: 'up', label: 'Move up', ...key('trackUp'), run: () => moveTrackBy(id, -1) },
    { id: 'down', label: 'Move down', ...key('trackDown'), run: () => moveTrackBy(id, 1) },
    { id: 'group', label: 'Group', ...key('groupTracks'), run: command('groupTracks').run },
    { id: 'ungroup', label: 'Take out of the group', ...key('ungroupTracks'), run: command('ungroupTracks').run },
    ...(track.kind === 'bus'
      ? [{ id: 'fold', label: track.folded ? 'Unfold' : 'Fold', ...key('foldTrack'), run: () => foldTrack(id) }]
      : []),
    { id: 'template', label: 'Save as a template', run: () => void saveTemplate(id) },
    'separator',
    ...(track.kind === 'audio'
      ? [
          {
            id: 'freeze',
            label: track.frozen ? 'Freeze again' : 'Freeze',
            ...key('freezeTrack'),
            run: () => freezeTrack(id),
          },
          { id: 'thaw', label: 'Unfreeze', disabled: !track.frozen, ...key('thawTrack'), run: () => thawTrack(id) },
          'separator' as const,
        ]
      : []),
    { id: 'mute', label: 'Mute', checked: track.mute, ...key('mute'), run: () => toggleTrack(id, 'mute') },
    { id: 'solo', label: 'Solo', checked: track.solo, ...key('solo'), run: () => toggleTrack(id, 'solo') },
    { id: 'safe', label: 'Solo-safe', checked: track.soloSafe, run: () => toggleTrack(id, 'soloSafe') },
    {
      id: 'polarity',
      label: 'Turn the polarity',
      checked: track.polarityInverted,
      run: () => toggleTrack(id, 'polarityInverted'),
    },
    'separator',
    { id: 'addTrack', label: 'Add track', ...key('addTrack'), run: command('addTrack').run },
    { id: 'addBus', label: 'Add bus', ...key('addBus'), run: command('addBus').run },
    'separator',
    { id: 'remove', label: 'Delete track', danger: true, ...key('removeTrack'), run: () => removeTrack(id) },
  ]
}
