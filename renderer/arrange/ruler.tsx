import { type PointerEvent, useRef } from 'react'
import { addMarker, addRangeOfClips, addRangeOfLoop, loopStretch, selectionExtent } from '../app/marker-actions.ts'
import { currentTempo, snapTargets } from '../app/timeline-info.ts'
import { setView, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { useSong } from '../document/hooks.ts'
import { player } from '../live/player.ts'
import { SignatureRow } from '../tempo/signature-row.tsx'
import { TempoRow } from '../tempo/tempo-row.tsx'
import { token } from '../ui/canvas.ts'
import { type MenuEntry, useContextMenu } from '../ui/menu.tsx'
import { frameAt } from './clip-drag.ts'
import { dragEdit } from './drag-edit.ts'
import { loopGripAt, loopMoved } from './loop-moves.ts'
import { MarkerFlags } from './marker-flags.tsx'
import { barTicks, sampleTicks, timeTicks } from './ruler-ticks.ts'
import { snapFrame } from './snap.ts'
import { type DrawView, ViewCanvas } from './view-canvas.tsx'

const loopTop = 0
const loopHeight = 8
const barBaseline = 32
const timeBaseline = 44
/** Ticks with a number begin here, the others lower. */
const tickTop = 21
/** How far below the loop's bar a hand still holds it. */
const loopReachPx = 3

const draw: DrawView = (context, width, height, { scrollFrame, framesPerPixel, rulerUnit }) => {
  const map = currentTempo()
  const { document, songId } = documentStore.getState()
  const song = document && songId ? document.songs[songId] : undefined
  if (!map || !song) return
  const x = (frame: number) => (frame - scrollFrame) / framesPerPixel
  const endFrame = scrollFrame + width * framesPerPixel
  if (song.loopEndFrame > song.loopStartFrame) {
    context.fillStyle = song.loopOn ? token('--accent') : '#3a414d'
    context.globalAlpha = song.loopOn ? 0.75 : 1
    context.fillRect(x(song.loopStartFrame), loopTop, x(song.loopEndFrame) - x(song.loopStartFrame), loopHeight)
    context.globalAlpha = 1
  }
  if (song.endFrame !== null || song.startFrame > 0) {
    context.fillStyle = 'rgb(10 11 13 / 0.55)'
    if (song.startFrame > 0) context.fillRect(0, loopHeight, x(song.startFrame), height)
    if (song.endFrame !== null) context.fillRect(x(song.endFrame), loopHeight, width, height)
  }
  context.font = `11px ${token('--font')}`
  for (const tick of barTicks(map, scrollFrame, endFrame, framesPerPixel)) {
    const at = Math.round(x(tick.frame))
    context.fillStyle = '#343a45'
    context.fillRect(at, tick.label ? tickTop : tickTop + 7, 1, tick.label ? height - tickTop : 5)
    if (!tick.label) continue
    context.fillStyle = token('--muted')
    context.fillText(tick.label, at + 4, barBaseline)
  }
  context.font = `10px ${token('--font')}`
  context.fillStyle = '#7b8492'
  const times =
    rulerUnit === 'samples'
      ? sampleTicks(scrollFrame, endFrame, framesPerPixel)
      : timeTicks(map.sampleRate, scrollFrame, endFrame, framesPerPixel)
  for (const tick of times) {
    const at = Math.round(x(tick.frame))
    context.fillRect(at, height - 3, 1, 3)
    context.fillText(tick.label, at + 4, timeBaseline)
  }
}

const cursors = { new: 'pointer', start: 'ew-resize', end: 'ew-resize', move: 'grab' } as const

/** Bars and time, and tempos and signatures. A click moves the playhead, a drag makes the loop, whose bar can be moved and stretched. */
export function Ruler() {
  const root = useRef<HTMLDivElement>(null)
  const song = useSong()
  const tempoShown = useView((view) => view.tempoShown)
  const openMenu = useContextMenu()
  if (!song) return null
  const place = (clientX: number) => Math.max(0, frameAt(clientX, root.current!))
  const snapped = (clientX: number, free: boolean) =>
    free ? Math.round(place(clientX)) : snapFrame(place(clientX), snapTargets())
  const gripAt = (event: PointerEvent<HTMLDivElement>) => {
    const inBar = event.clientY - event.currentTarget.getBoundingClientRect().top <= loopHeight + loopReachPx
    return inBar ? loopGripAt(song, place(event.clientX), useView.getState().framesPerPixel) : 'new'
  }

  function take(event: PointerEvent<HTMLDivElement>): void {
    const grip = gripAt(event)
    const heldFrame = snapped(event.clientX, event.shiftKey)
    dragEdit(event, {
      editAt: ({ clientX, shiftKey }) => loopMoved(song!, grip, heldFrame, snapped(clientX, shiftKey)),
      onClick: ({ clientX, shiftKey }) => player.seek(snapped(clientX, shiftKey)),
    })
  }

  function menuAt(clientX: number): MenuEntry[] {
    if (!song) return []
    const frame = snapped(clientX, false)
    const set = (change: Partial<typeof song>) => {
      const { id: _, ...fields } = change
      void documentStore.edit({ type: 'updateSong', songId: song.id, set: fields })
    }
    const clips = selectionExtent()
    const hasLoop = song.loopEndFrame > song.loopStartFrame
    const { rulerUnit } = useView.getState()
    return [
      { id: 'marker', label: 'Add a marker here', run: () => addMarker(frame) },
      { id: 'rangeLoop', label: 'Name the range of the loop', disabled: !hasLoop, run: addRangeOfLoop },
      { id: 'rangeClips', label: 'Name the range of the selected clips', disabled: !clips, run: addRangeOfClips },
      { id: 'markers', label: 'Markers and ranges…', run: () => setView({ overlay: 'markers' }) },
      'separator',
      {
        id: 'loopClips',
        label: 'Loop the selected clips',
        disabled: !clips,
        run: () => clips && loopStretch(clips.startFrame, clips.endFrame),
      },
      { id: 'noLoop', label: 'Remove the loop', run: () => set({ loopOn: false, loopStartFrame: 0, loopEndFrame: 0 }) },
      'separator',
      { id: 'start', label: 'Song starts here', run: () => set({ startFrame: frame }) },
      { id: 'end', label: 'Song ends here', disabled: frame <= song.startFrame, run: () => set({ endFrame: frame }) },
      {
        id: 'whole',
        label: 'Song is as long as its clips',
        disabled: song.startFrame === 0 && song.endFrame === null,
        run: () => set({ startFrame: 0, endFrame: null }),
      },
      'separator',
      {
        id: 'time',
        label: 'Minutes and seconds',
        checked: rulerUnit === 'time',
        run: () => setView({ rulerUnit: 'time' }),
      },
      {
        id: 'samples',
        label: 'Samples',
        checked: rulerUnit === 'samples',
        run: () => setView({ rulerUnit: 'samples' }),
      },
      {
        id: 'tempo',
        label: 'Tempos and signatures',
        checked: tempoShown,
        run: () => setView({ tempoShown: !tempoShown }),
      },
    ]
  }

  return (
    <div ref={root} className="ruler-rows">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys move the playhead and the loop through the commands. */}
      <div
        className="ruler"
        data-testid="ruler"
        onPointerDown={take}
        onPointerMove={(event) => {
          if (event.buttons === 0) event.currentTarget.style.cursor = cursors[gripAt(event)]
        }}
        onContextMenu={(event) => openMenu(event, 'Ruler', menuAt(event.clientX))}
      >
        <ViewCanvas className="ruler-canvas" draw={draw} />
        <MarkerFlags />
      </div>
      {tempoShown && (
        <>
          <TempoRow song={song} />
          <SignatureRow song={song} />
        </>
      )}
    </div>
  )
}
