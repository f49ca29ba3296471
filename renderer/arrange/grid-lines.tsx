import { currentTempo } from '../app/timeline-info.ts'
import { documentStore } from '../document/document-store.ts'
import { token } from '../ui/canvas.ts'
import { barTicks } from './ruler-ticks.ts'
import { type DrawView, ViewCanvas } from './view-canvas.tsx'

/** By a tick's weight. */
const lineColours = ['#181a1f', '#1b1e23', '#23272e'] as const

const draw: DrawView = (context, width, height, { scrollFrame, framesPerPixel }) => {
  const map = currentTempo()
  if (!map) return
  for (const tick of barTicks(map, scrollFrame, scrollFrame + width * framesPerPixel, framesPerPixel)) {
    const x = Math.round((tick.frame - scrollFrame) / framesPerPixel)
    context.fillStyle = lineColours[tick.weight]
    context.fillRect(x, 0, 1, height)
  }
  const { document, songId } = documentStore.getState()
  const song = document && songId ? document.songs[songId] : undefined
  if (!song) return
  const at = (frame: number) => Math.round((frame - scrollFrame) / framesPerPixel)
  if (song.loopOn && song.loopEndFrame > song.loopStartFrame) {
    const [left, right] = [at(song.loopStartFrame), at(song.loopEndFrame)]
    context.fillStyle = token('--accent')
    context.globalAlpha = 0.06
    context.fillRect(left, 0, right - left, height)
    context.globalAlpha = 0.45
    context.fillRect(left, 0, 1, height)
    context.fillRect(right, 0, 1, height)
    context.globalAlpha = 1
  }
  context.fillStyle = 'rgb(8 9 11 / 0.5)'
  if (song.startFrame > 0) context.fillRect(0, 0, at(song.startFrame), height)
  if (song.endFrame !== null) context.fillRect(at(song.endFrame), 0, width, height)
}

/** Behind the lanes: lines of the bars and beats, the loop, and what lies outside of the song. */
export function GridLines() {
  return <ViewCanvas className="grid-lines" draw={draw} />
}
