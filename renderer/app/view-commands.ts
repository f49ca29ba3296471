import { fitSequence, zoomSequence } from '../album/sequence-zoom.ts'
import { zoomBy, zoomLanesBy, zoomToFit, zoomToSelection, zoomWavesBy } from '../arrange/zoom.ts'
import { player } from '../live/player.ts'
import { type Command, hasProject } from './command.ts'
import { leaveProject } from './project-actions.ts'
import { followModes, setView, snapUnits, useView } from './view-state.ts'

function next<T>(list: readonly T[], value: T): T {
  return list[(list.indexOf(value) + 1) % list.length]!
}

/** Zooming by key keeps the playhead in place while it is in sight. */
function playheadAnchor(): number | undefined {
  const { scrollFrame, framesPerPixel, lanesWidthPx } = useView.getState()
  const px = (player.playheadFrame() - scrollFrame) / framesPerPixel
  return px >= 0 && px <= lanesWidthPx ? px : undefined
}

const isAlbum = () => useView.getState().page === 'album'

/** Zooms what is on the page. */
function zoom(factor: number): void {
  if (isAlbum()) zoomSequence(factor)
  else zoomBy(factor, playheadAnchor())
}

/** Pages, zoom and panels, and what concerns the whole project. */
export const viewCommands: readonly Command[] = [
  { id: 'pageArrange', label: 'Arrange', group: 'View', keys: ['1'], run: () => setView({ page: 'arrange' }) },
  { id: 'pageMix', label: 'Mix', group: 'View', keys: ['2'], run: () => setView({ page: 'mix' }) },
  { id: 'pageMaster', label: 'Master', group: 'View', keys: ['3'], run: () => setView({ page: 'master' }) },
  { id: 'pageAlbum', label: 'Album', group: 'View', keys: ['4'], run: () => setView({ page: 'album' }) },
  { id: 'pageBounce', label: 'Bounce', group: 'View', keys: ['5'], run: () => setView({ page: 'bounce' }) },
  { id: 'zoomIn', label: 'Zoom in', group: 'View', keys: ['+', '='], run: () => zoom(1.5) },
  { id: 'zoomOut', label: 'Zoom out', group: 'View', keys: ['-'], run: () => zoom(1 / 1.5) },
  {
    id: 'fit',
    label: 'Fit the song or the album',
    group: 'View',
    keys: ['F'],
    run: () => (isAlbum() ? fitSequence() : zoomToFit()),
  },
  { id: 'fitSelection', label: 'Fit the selection', group: 'View', keys: ['Z'], run: zoomToSelection },
  { id: 'lanesTaller', label: 'Taller lanes', group: 'View', keys: ['Ctrl++', 'Ctrl+='], run: () => zoomLanesBy(1.25) },
  { id: 'lanesLower', label: 'Lower lanes', group: 'View', keys: ['Ctrl+-'], run: () => zoomLanesBy(0.8) },
  {
    id: 'wavesTaller',
    label: 'Taller waveforms',
    group: 'View',
    keys: ['Ctrl+Alt+ArrowUp'],
    run: () => zoomWavesBy(1.5),
  },
  {
    id: 'wavesLower',
    label: 'Lower waveforms',
    group: 'View',
    keys: ['Ctrl+Alt+ArrowDown'],
    run: () => zoomWavesBy(1 / 1.5),
  },
  {
    id: 'snap',
    label: 'Next snap grid',
    group: 'View',
    keys: ['G'],
    run: () => setView({ snap: next(snapUnits, useView.getState().snap) }),
  },
  {
    id: 'follow',
    label: 'Next way to follow the playhead',
    group: 'View',
    keys: ['P'],
    run: () => setView({ follow: next(followModes, useView.getState().follow) }),
  },
  {
    id: 'dock',
    label: 'Show or hide the mixer',
    group: 'View',
    keys: ['X'],
    run: () => setView({ dockOpen: !useView.getState().dockOpen }),
  },
  {
    id: 'inspector',
    label: 'Show or hide the inspector',
    group: 'View',
    keys: ['I'],
    run: () => setView({ inspectorOpen: !useView.getState().inspectorOpen }),
  },
  {
    id: 'palette',
    label: 'Find a command',
    group: 'View',
    keys: ['Ctrl+K'],
    run: () => setView({ overlay: 'palette' }),
  },
  { id: 'shortcuts', label: 'All shortcuts', group: 'View', keys: ['?'], run: () => setView({ overlay: 'shortcuts' }) },
  {
    id: 'newSong',
    label: 'New song…',
    group: 'Project',
    keys: [],
    run: () => setView({ overlay: 'newSong' }),
    enabled: hasProject,
  },
  {
    id: 'renameSong',
    label: 'Rename song…',
    group: 'Project',
    keys: [],
    run: () => setView({ overlay: 'renameSong' }),
    enabled: hasProject,
  },
  {
    id: 'media',
    label: 'Media…',
    group: 'Project',
    keys: [],
    run: () => setView({ overlay: 'media' }),
    enabled: hasProject,
  },
  {
    id: 'leave',
    label: 'Close the project',
    group: 'Project',
    keys: ['Ctrl+Shift+W'],
    run: () => void leaveProject(),
    enabled: hasProject,
  },
]
