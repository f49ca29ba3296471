import { ArrowLeft, ArrowRight, Music, Pencil, Play, Trash2 } from 'lucide-react'
import { type FadeShape, fadeShapes } from '../../shared/model/document.ts'
import { goToSong } from '../app/project-actions.ts'
import { setView } from '../app/view-state.ts'
import { fadeShapeNames } from '../arrange/clip-menu.ts'
import { documentStore } from '../document/document-store.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { moveSelected, removeSelected, setJoin, setShape, toggleHidden, updateItem } from './album-actions.ts'
import type { PlacedItem } from './album-facts.ts'
import { setAlbumView } from './album-view.ts'
import { focusPanel } from './item-keys.ts'
import { playAlbum } from './render/album-play.ts'

function shapes(id: string, label: string, chosen: FadeShape, choose: (shape: FadeShape) => void): MenuEntry {
  return {
    id,
    label,
    entries: fadeShapes.map((shape) => ({
      id: `${id}-${shape}`,
      label: fadeShapeNames[shape],
      checked: shape === chosen,
      run: () => choose(shape),
    })),
  }
}

/** What a hand may want of an item; the selection has been put on it before. */
export function itemMenu({ item, mostOverlap }: PlacedItem, isFirst: boolean): MenuEntry[] {
  const rate = documentStore.getState().document?.project.sampleRate ?? 48_000
  const set = (change: Parameters<typeof updateItem>[1]) => updateItem(item.id, change)
  const { songId } = item
  return [
    {
      id: 'rename',
      label: 'Rename…',
      icon: Pencil,
      shortcut: 'F2',
      run: () => setAlbumView({ tab: 'titles', wantedCell: { itemId: item.id, field: 'title' } }),
    },
    { id: 'play', label: 'Play the album from here', icon: Play, run: () => void playAlbum(item.id) },
    { id: 'type', label: 'Type its times…', shortcut: 'Enter', run: () => focusPanel() },
    ...(songId === null
      ? []
      : ([
          {
            id: 'song',
            label: 'Go to the song',
            icon: Music,
            run: () => {
              goToSong(songId)
              setView({ page: 'master' })
            },
          },
        ] satisfies MenuEntry[])),
    'separator',
    {
      id: 'join',
      label: 'Gap and crossfade',
      entries: [
        { id: 'join-0', label: 'None: straight on', disabled: isFirst, run: () => setJoin(item.id, 0) },
        ...[1, 2, 3].map((seconds) => ({
          id: `join-${seconds}`,
          label: `${seconds} s of silence`,
          disabled: isFirst,
          run: () => setJoin(item.id, seconds * rate),
        })),
        ...[1, 2, 5].map((seconds) => ({
          id: `overlap-${seconds}`,
          label: `Crossfade over ${seconds} s`,
          disabled: isFirst || mostOverlap < seconds * rate,
          run: () => setJoin(item.id, -seconds * rate),
        })),
      ],
    },
    {
      id: 'fades',
      label: 'Fades',
      entries: [
        { id: 'fade-in', label: 'Fade in over 1 s', run: () => setShape(item.id, 'fadeInFrames', rate) },
        { id: 'fade-out', label: 'Fade out over 5 s', run: () => setShape(item.id, 'fadeOutFrames', 5 * rate) },
        { id: 'fade-none', label: 'None', run: () => set({ fadeInFrames: 0, fadeOutFrames: 0 }) },
        'separator',
        shapes('in-shape', 'Shape of the fade in', item.fadeInShape, (fadeInShape) => set({ fadeInShape })),
        shapes('out-shape', 'Shape of the fade out', item.fadeOutShape, (fadeOutShape) => set({ fadeOutShape })),
      ],
    },
    {
      id: 'trims',
      label: 'Trim nothing',
      disabled: item.trimStartFrames + item.trimEndFrames === 0,
      run: () => set({ trimStartFrames: 0, trimEndFrames: 0 }),
    },
    { id: 'hidden', label: 'Hidden track', checked: item.hidden, run: toggleHidden },
    'separator',
    {
      id: 'earlier',
      label: 'Earlier',
      icon: ArrowLeft,
      shortcut: 'Alt ←',
      disabled: isFirst,
      run: () => void moveSelected(-1),
    },
    { id: 'later', label: 'Later', icon: ArrowRight, shortcut: 'Alt →', run: () => void moveSelected(1) },
    {
      id: 'remove',
      label: 'Take off the album',
      icon: Trash2,
      shortcut: 'Del',
      danger: true,
      run: () => void removeSelected(),
    },
  ]
}
