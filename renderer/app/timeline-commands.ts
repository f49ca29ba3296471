import { documentStore } from '../document/document-store.ts'
import { player } from '../live/player.ts'
import { addSignature, addTempo } from '../tempo/tempo-actions.ts'
import { type Command, hasClips, hasProject } from './command.ts'
import { nextCountIn } from './count-in.ts'
import {
  addMarker,
  addRangeOfClips,
  addRangeOfLoop,
  exportRange,
  jumpToMarker,
  jumpToRange,
  loopRange,
  loopStretch,
  selectionExtent,
  withMeantRange,
} from './marker-actions.ts'
import { tapTempo } from './tap-tempo.ts'
import { rulerUnits, setView, useView } from './view-state.ts'

function setLoop(set: { loopOn?: boolean; loopStartFrame?: number; loopEndFrame?: number }): void {
  const { songId } = documentStore.getState()
  if (songId) void documentStore.edit({ type: 'updateSong', songId, set })
}

/** The loop begins or ends at the playhead; the other end makes way where it must. */
function setLoopEdge(edge: 'start' | 'end'): void {
  const { document, songId } = documentStore.getState()
  const song = document && songId ? document.songs[songId] : undefined
  if (!song) return
  const frame = Math.max(0, Math.round(player.playheadFrame()))
  const { loopStartFrame, loopEndFrame } = song
  if (edge === 'start') setLoop({ loopStartFrame: frame, loopEndFrame: Math.max(frame, loopEndFrame) })
  else setLoop({ loopStartFrame: Math.min(frame, loopStartFrame), loopEndFrame: frame })
}

function loopSelection(): void {
  const extent = selectionExtent()
  if (extent) loopStretch(extent.startFrame, extent.endFrame)
}

/** Markers, ranges, the loop, tempos and what the ruler shows. */
export const timelineCommands: readonly Command[] = [
  {
    id: 'addMarker',
    label: 'Add a marker at the playhead',
    group: 'Timeline',
    keys: ['Ctrl+M'],
    run: () => addMarker(player.playheadFrame()),
    enabled: hasProject,
  },
  {
    id: 'addRangeOfLoop',
    label: 'Name the range of the loop',
    group: 'Timeline',
    keys: ['Ctrl+Shift+M'],
    run: addRangeOfLoop,
    enabled: hasProject,
  },
  {
    id: 'addRangeOfClips',
    label: 'Name the range of the selected clips',
    group: 'Timeline',
    keys: ['Ctrl+Alt+M'],
    run: addRangeOfClips,
    enabled: hasClips,
  },
  {
    id: 'markers',
    label: 'Markers and ranges…',
    group: 'Timeline',
    keys: ['Alt+M'],
    run: () => setView({ overlay: 'markers' }),
    enabled: hasProject,
  },
  {
    id: 'nextMarker',
    label: 'Go to the next marker',
    group: 'Timeline',
    keys: ['Ctrl+ArrowRight'],
    run: () => jumpToMarker(1),
    enabled: hasProject,
  },
  {
    id: 'lastMarker',
    label: 'Go to the marker before',
    group: 'Timeline',
    keys: ['Ctrl+ArrowLeft'],
    run: () => jumpToMarker(-1),
    enabled: hasProject,
  },
  {
    id: 'nextRange',
    label: 'Go to the next range',
    group: 'Timeline',
    keys: ['Ctrl+Shift+ArrowRight'],
    run: () => jumpToRange(1),
    enabled: hasProject,
  },
  {
    id: 'lastRange',
    label: 'Go to the range before',
    group: 'Timeline',
    keys: ['Ctrl+Shift+ArrowLeft'],
    run: () => jumpToRange(-1),
    enabled: hasProject,
  },
  {
    id: 'loopRange',
    label: 'Loop this range',
    group: 'Timeline',
    keys: ['Ctrl+L'],
    run: withMeantRange(loopRange),
    enabled: hasProject,
  },
  {
    id: 'exportRange',
    label: 'Export this range…',
    group: 'Timeline',
    keys: ['Ctrl+E'],
    run: withMeantRange(exportRange),
    enabled: hasProject,
  },
  {
    id: 'loopSelection',
    label: 'Loop the selected clips',
    group: 'Timeline',
    keys: ['Ctrl+Alt+L'],
    run: loopSelection,
    enabled: hasClips,
  },
  {
    id: 'loopStart',
    label: 'Loop starts at the playhead',
    group: 'Timeline',
    keys: ['Alt+['],
    run: () => setLoopEdge('start'),
    enabled: hasProject,
  },
  {
    id: 'loopEnd',
    label: 'Loop ends at the playhead',
    group: 'Timeline',
    keys: ['Alt+]'],
    run: () => setLoopEdge('end'),
    enabled: hasProject,
  },
  {
    id: 'clearLoop',
    label: 'Remove the loop',
    group: 'Timeline',
    keys: ['Ctrl+Shift+L'],
    run: () => setLoop({ loopOn: false, loopStartFrame: 0, loopEndFrame: 0 }),
    enabled: hasProject,
  },
  {
    id: 'showTempo',
    label: 'Show or hide tempo and signatures',
    group: 'Timeline',
    keys: ['Shift+T'],
    run: () => setView({ tempoShown: !useView.getState().tempoShown }),
    enabled: hasProject,
  },
  {
    id: 'addTempo',
    label: 'Add a tempo at the playhead',
    group: 'Timeline',
    keys: ['Alt+T'],
    run: () => addTempo(player.playheadFrame()),
    enabled: hasProject,
  },
  {
    id: 'addSignature',
    label: 'Add a time signature at the playhead',
    group: 'Timeline',
    keys: ['Alt+S'],
    run: () => addSignature(player.playheadFrame()),
    enabled: hasProject,
  },
  {
    id: 'tapTempo',
    label: 'Tap the tempo',
    group: 'Timeline',
    keys: ['K'],
    run: () => tapTempo(),
    enabled: hasProject,
  },
  {
    id: 'detectTempo',
    label: 'Detect tempo of this clip…',
    group: 'Timeline',
    keys: ['Ctrl+Alt+T'],
    run: () => setView({ overlay: 'detectTempo' }),
    enabled: hasClips,
  },
  {
    id: 'countIn',
    label: 'Count-in: off, 1, 2 or 4 bars',
    group: 'Timeline',
    keys: ['Shift+C'],
    run: nextCountIn,
    enabled: hasProject,
  },
  {
    id: 'rulerUnit',
    label: 'Ruler in seconds or samples',
    group: 'Timeline',
    keys: ['Shift+U'],
    run: () => {
      const { rulerUnit } = useView.getState()
      setView({ rulerUnit: rulerUnits[(rulerUnits.indexOf(rulerUnit) + 1) % rulerUnits.length]! })
    },
    enabled: hasProject,
  },
]
