import { type Clip, type FadeShape, fadeShapes } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { command, shortcutOf } from '../app/commands.ts'
import { askToReplace } from '../import/replace-question.ts'
import { offlineNow } from '../media/offline-store.ts'
import type { MenuAction, MenuEntry } from '../ui/menu.tsx'
import { colourSelectedClips, editTogether, muteSelectedClips, selectedClips } from './clip-actions.ts'
import { updateEdit } from './clip-changes.ts'

export const fadeShapeNames: Record<FadeShape, string> = {
  linear: 'Linear',
  equalPower: 'Equal power',
  sCurve: 'S-curve',
  slow: 'Slow',
  fast: 'Fast',
}

const colours = Array.from({ length: 12 }, (_, index) => index)

/** Sets the same fields on every selected clip, as one edit. */
function setAll(label: string, set: (clip: Clip) => Extract<SingleEdit, { type: 'updateClip' }>['set']): void {
  void editTogether(
    label,
    selectedClips().map((clip) => updateEdit(clip, set(clip))),
  )
}

function entry(id: string, label: string): MenuAction {
  const shortcut = shortcutOf(id)
  return { id, label, ...(shortcut ? { shortcut } : {}), run: command(id).run }
}

function chosen(id: string, label: string, checked: boolean, run: () => void): MenuEntry {
  return { id, label, checked, run }
}

/** A clip's context menu; it means all selected clips. */
export function clipMenu(clip: Clip): MenuEntry[] {
  const offline = offlineNow().has(clip.assetId)
  return [
    ...(offline ? ([{ id: 'media', label: 'Find its audio…', run: command('media').run }, 'separator'] as const) : []),
    entry('split', 'Split at the playhead'),
    entry('joinClips', 'Join'),
    entry('duplicate', 'Duplicate'),
    'separator',
    entry('cut', 'Cut'),
    entry('copy', 'Copy'),
    'separator',
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
    entry('lockClips', clip.locked ? 'Unlock' : 'Lock'),
    entry('reverseClips', 'Reverse'),
    entry('loopClips', clip.loopFrames > 0 ? 'Play once' : 'Repeat'),
    clip.groupId === null ? entry('groupClips', 'Group') : entry('ungroupClips', 'Ungroup'),
    entry('openClip', 'Open in the inspector'),
    {
      id: 'colour',
      label: 'Colour',
      entries: [null, ...colours].map((colour) =>
        chosen(
          `colour-${colour}`,
          colour === null ? 'That of the track' : `Colour ${colour + 1}`,
          clip.colour === colour,
          () => colourSelectedClips(colour),
        ),
      ),
    },
    'separator',
    entry('normaliseClips', 'Normalise…'),
    entry('detectTempo', 'Detect its tempo…'),
    { id: 'noGain', label: 'Gain to 0 dB', run: () => setAll('Clip gain', () => ({ gainDb: 0 })) },
    'separator',
    {
      id: 'fadeIn',
      label: 'Shape of fade in',
      entries: fadeShapes.map((shape) =>
        chosen(`in-${shape}`, fadeShapeNames[shape], clip.fadeInShape === shape, () =>
          setAll('Shape of fade in', () => ({ fadeInShape: shape })),
        ),
      ),
    },
    {
      id: 'fadeOut',
      label: 'Shape of fade out',
      entries: fadeShapes.map((shape) =>
        chosen(`out-${shape}`, fadeShapeNames[shape], clip.fadeOutShape === shape, () =>
          setAll('Shape of fade out', () => ({ fadeOutShape: shape })),
        ),
      ),
    },
    entry('editCrossfade', 'Crossfade…'),
    {
      id: 'noFades',
      label: 'Remove fades',
      run: () => setAll('Remove fades', () => ({ fadeInFrames: 0, fadeOutFrames: 0 })),
    },
    'separator',
    { ...entry('rippleDelete', 'Delete and close the gap'), danger: true },
    { ...entry('remove', 'Delete'), danger: true },
  ]
}
