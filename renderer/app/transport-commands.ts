import { frameAtBar, positionAt } from '../../shared/model/tempo-map.ts'
import { knownLengthFrames, scrollTo } from '../arrange/zoom.ts'
import { documentStore } from '../document/document-store.ts'
import { notifyError } from '../document/notices.ts'
import { player, useTransport } from '../live/player.ts'
import { type Command, hasProject } from './command.ts'
import { goToFrame, selectionExtent } from './marker-actions.ts'
import { currentTempo } from './timeline-info.ts'

/** Where the bar that a frame lies in begins, or one so many bars away. */
function barFrame(frame: number, bars: number): number {
  const map = currentTempo()
  return map ? Math.round(frameAtBar(map, Math.max(0, positionAt(map, Math.max(0, frame)).bar + bars))) : 0
}

function goToEnd(): void {
  const { document, songId } = documentStore.getState()
  if (document && songId) goToFrame(knownLengthFrames(document, songId))
}

function toggleLoop(): void {
  const { document, songId } = documentStore.getState()
  const song = document && songId ? document.songs[songId] : undefined
  if (!song) return
  const isEmpty = song.loopEndFrame <= song.loopStartFrame
  const range = isEmpty && !song.loopOn ? usualLoop() : {}
  void documentStore.edit({ type: 'updateSong', songId: song.id, set: { loopOn: !song.loopOn, ...range } })
}

/** A loop without a range takes the selected clips, else some bars from the playhead. */
function usualLoop(): { loopStartFrame: number; loopEndFrame: number } {
  const clips = selectionExtent()
  if (clips) return { loopStartFrame: clips.startFrame, loopEndFrame: clips.endFrame }
  const start = player.playheadFrame()
  return { loopStartFrame: barFrame(start, 0), loopEndFrame: barFrame(start, 4) }
}

/** Playing and going to places. */
export const transportCommands: readonly Command[] = [
  {
    id: 'play',
    label: 'Play or stop',
    group: 'Transport',
    keys: ['Space'],
    run: () => void player.toggle().catch(notifyError),
    enabled: hasProject,
  },
  {
    id: 'stop',
    label: 'Stop and return to where play began',
    group: 'Transport',
    keys: ['Shift+Space'],
    run: () => player.stop(),
    enabled: hasProject,
  },
  {
    id: 'toStart',
    label: 'Go to the start',
    group: 'Transport',
    keys: ['Home'],
    run: () => {
      player.seek(0)
      scrollTo(0)
    },
    enabled: hasProject,
  },
  {
    id: 'toEnd',
    label: 'Go to the end',
    group: 'Transport',
    keys: ['End'],
    run: goToEnd,
    enabled: hasProject,
  },
  {
    id: 'barBack',
    label: 'One bar back',
    group: 'Transport',
    keys: [','],
    run: () => {
      goToFrame(barFrame(player.playheadFrame() - 1, 0))
    },
    enabled: hasProject,
  },
  {
    id: 'barForward',
    label: 'One bar forward',
    group: 'Transport',
    keys: ['.'],
    run: () => {
      // Half a frame more, since bars begin between frames.
      goToFrame(barFrame(player.playheadFrame() + 0.5, 1))
    },
    enabled: hasProject,
  },
  { id: 'loop', label: 'Loop on or off', group: 'Transport', keys: ['L'], run: toggleLoop, enabled: hasProject },
  {
    id: 'metronome',
    label: 'Metronome on or off',
    group: 'Transport',
    keys: ['C'],
    run: () => player.setMetronome(!useTransport.getState().metronome),
    enabled: hasProject,
  },
  {
    id: 'resetMeters',
    label: 'Reset meters',
    group: 'Transport',
    keys: ['Shift+R'],
    run: () => player.resetMeters(),
    enabled: hasProject,
  },
]
