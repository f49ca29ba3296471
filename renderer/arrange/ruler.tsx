import { type PointerEvent, useRef } from 'react'
import { addMarker } from '../app/marker-actions.ts'
import { currentTempo, snapTargets } from '../app/timeline-info.ts'
import { useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { useSong } from '../document/hooks.ts'
import { player } from '../live/player.ts'
import { token } from '../ui/canvas.ts'
import { type MenuEntry, useContextMenu } from '../ui/menu.tsx'
import { selectedClips } from './clip-actions.ts'
import { frameAt } from './clip-drag.ts'
import { MarkerFlags } from './marker-flags.tsx'
import { barTicks, timeTicks } from './ruler-ticks.ts'
import { snapFrame } from './snap.ts'
import { type DrawView, ViewCanvas } from './view-canvas.tsx'

const loopTop = 0
const loopHeight = 8
const barBaseline = 32
const timeBaseline = 44
/** Ticks with a number begin here, the others lower. */
const tickTop = 21
const slackPx = 4
const gripPx = 6

const draw: DrawView = (context, width, height, { scrollFrame, framesPerPixel }) => {
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
  for (const tick of timeTicks(map.sampleRate, scrollFrame, endFrame, framesPerPixel)) {
    const at = Math.round(x(tick.frame))
    context.fillRect(at, height - 3, 1, 3)
    context.fillText(tick.label, at + 4, timeBaseline)
  }
}

/** Bars and time. A click moves the playhead, a drag makes the loop, the loop's bar can be moved and stretched. */
export function Ruler() {
  const root = useRef<HTMLDivElement>(null)
  const song = useSong()
  const openMenu = useContextMenu()
  if (!song) return null
  const place = (clientX: number) => Math.max(0, frameAt(clientX, root.current!))
  const snapped = (clientX: number, free: boolean) =>
    free ? Math.round(place(clientX)) : snapFrame(place(clientX), snapTargets())

  function take(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0 || !song) return
    const box = event.currentTarget.getBoundingClientRect()
    const { framesPerPixel } = useView.getState()
    const startX = event.clientX
    const startFrame = snapped(startX, event.shiftKey)
    const inStrip = event.clientY - box.top <= loopHeight + 3 && song.loopEndFrame > song.loopStartFrame
    const nearPx = (frame: number) => Math.abs(place(startX) - frame) / framesPerPixel
    const grip = !inStrip
      ? 'new'
      : nearPx(song.loopStartFrame) <= gripPx
        ? 'start'
        : nearPx(song.loopEndFrame) <= gripPx
          ? 'end'
          : place(startX) > song.loopStartFrame && place(startX) < song.loopEndFrame
            ? 'move'
            : 'new'
    const gesture = documentStore.begin()
    let moved = false
    const change = (at: { clientX: number; shiftKey: boolean }) => {
      const frame = snapped(at.clientX, at.shiftKey)
      let [start, end] = [song.loopStartFrame, song.loopEndFrame]
      if (grip === 'new') [start, end] = [Math.min(startFrame, frame), Math.max(startFrame, frame)]
      else if (grip === 'start') start = Math.min(frame, end)
      else if (grip === 'end') end = Math.max(frame, start)
      else {
        const delta = Math.max(-start, frame - startFrame)
        start += delta
        end += delta
      }
      return {
        type: 'updateSong' as const,
        songId: song.id,
        set: { loopStartFrame: start, loopEndFrame: end, ...(grip === 'new' ? { loopOn: end > start } : {}) },
      }
    }
    event.currentTarget.setPointerCapture(event.pointerId)
    const target = event.currentTarget
    const onMove = (at: globalThis.PointerEvent) => {
      if (!moved && Math.abs(at.clientX - startX) < slackPx) return
      moved = true
      gesture.preview(change(at))
    }
    const end = () => {
      target.removeEventListener('pointermove', onMove)
      target.removeEventListener('pointerup', onUp)
      target.removeEventListener('pointercancel', onCancel)
    }
    const onUp = (at: globalThis.PointerEvent) => {
      end()
      if (moved) void gesture.commit(change(at))
      else {
        gesture.revert()
        player.seek(snapped(at.clientX, at.shiftKey))
      }
    }
    const onCancel = () => {
      end()
      gesture.revert()
    }
    target.addEventListener('pointermove', onMove)
    target.addEventListener('pointerup', onUp)
    target.addEventListener('pointercancel', onCancel)
  }

  function menuAt(clientX: number): MenuEntry[] {
    if (!song) return []
    const frame = snapped(clientX, false)
    const set = (change: Partial<typeof song>) => {
      const { id: _, ...fields } = change
      void documentStore.edit({ type: 'updateSong', songId: song.id, set: fields })
    }
    const clips = selectedClips()
    return [
      {
        id: 'marker',
        label: 'Add a marker here',
        run: () => addMarker(frame),
      },
      'separator',
      {
        id: 'loopClips',
        label: 'Loop the selected clips',
        disabled: clips.length === 0,
        run: () =>
          set({
            loopOn: true,
            loopStartFrame: Math.min(...clips.map((clip) => clip.startFrame)),
            loopEndFrame: Math.max(...clips.map((clip) => clip.startFrame + clip.lengthFrames)),
          }),
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
    ]
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys move the playhead and the loop through the commands.
    <div
      ref={root}
      className="ruler"
      data-testid="ruler"
      onPointerDown={take}
      onContextMenu={(event) => openMenu(event, 'Ruler', menuAt(event.clientX))}
    >
      <ViewCanvas className="ruler-canvas" draw={draw} />
      <MarkerFlags />
    </div>
  )
}
