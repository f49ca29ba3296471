import { currentGrid } from '../app/timeline-info.ts'
import { barTicks } from './ruler-ticks.ts'
import { type DrawView, ViewCanvas } from './view-canvas.tsx'

const draw: DrawView = (context, width, height, { scrollFrame, framesPerPixel }) => {
  const grid = currentGrid()
  if (!grid) return
  for (const tick of barTicks(grid, scrollFrame, scrollFrame + width * framesPerPixel, framesPerPixel)) {
    const x = Math.round((tick.frame - scrollFrame) / framesPerPixel)
    context.fillStyle = tick.weight === 2 ? '#23272e' : '#1a1d22'
    context.fillRect(x, 0, 1, height)
  }
}

/** Lines of the bars and beats behind the lanes. */
export function GridLines() {
  return <ViewCanvas className="grid-lines" draw={draw} />
}
