import { type Clip, type FadeShape, fadeShapes } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { command, shortcutOf } from '../app/commands.ts'
import { askToReplace } from '../import/replace-question.ts'
import { offlineNow } from '../media/offline-store.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { editTogether, muteSelectedClips, selectedClips } from './clip-actions.ts'
import { updateEdit } from './clip-changes.ts'

export const fadeShapeNames: Record<FadeShape, string> = {
  linear: 'Linear',
  equalPower: 'Equal power',
  sCurve: 'S-curve',
  slow: 'Slow',
  fast: 'Fast',
}

/** Sets the same fields on every selected clip, as one edit. */
function setAll(label: string, set: (clip: Clip) => Extract<SingleEdit, { type: 'updateClip' }>['set']): void {
  void editTogether(
    label,
    selectedClips().map((clip) => updateEdit(clip, set(clip))),
  )
}

function entry(id: string, label: string): MenuEntry {
  const shortcut = shortcutOf(id)
  return { id, label, ...(shortcut ? { shortcut } : {}), run: command(id).run }
}

/** A clip's context menu; it means all selected clips. */
export function clipMenu(clip: Clip): MenuEntry[] {
  return [
    ...(offlineNow().has(clip.assetId)
      ? ([{ id: 'media', label: 'Find its audio…', run: command('media').run }, 'separator'] as const)
      : []),
    entry('split', 'Split at the playhead'),
    entry('duplicate', 'Duplicate'),
    entry('copy', 'Copy'),
    {
      id: 'replaceFile',
      label: 'Replace file…',
      run: () => askToReplace({ assetId: clip.assetId, clip: { trackId: clip.trackId, clipId: clip.id } }),
    },
    {
      id: 'mute',
      label: clip.muted ? 'Unmute' : 'Mute',
      shortcut: shortcutOf('muteClips') ?? '',
      run: muteSelectedClips,
    },
    'separator',
    ...fadeShapes.map(
      (shape): MenuEntry => ({
        id: `in-${shape}`,
        label: `Fade in: ${fadeShapeNames[shape]}`,
        checked: clip.fadeInShape === shape,
        run: () => setAll('Shape of fade in', () => ({ fadeInShape: shape })),
      }),
    ),
    'separator',
    ...fadeShapes.map(
      (shape): MenuEntry => ({
        id: `out-${shape}`,
        label: `Fade out: ${fadeShapeNames[shape]}`,
        checked: clip.fadeOutShape === shape,
        run: () => setAll('Shape of fade out', () => ({ fadeOutShape: shape })),
      }),
    ),
    'separator',
    {
      id: 'noFades',
      label: 'Remove fades',
      run: () => setAll('Remove fades', () => ({ fadeInFrames: 0, fadeOutFrames: 0 })),
    },
    { id: 'noGain', label: 'Gain to 0 dB', run: () => setAll('Clip gain', () => ({ gainDb: 0 })) },
    'separator',
    { ...(entry('remove', 'Delete') as Exclude<MenuEntry, 'separator'>), danger: true },
  ]
}
