import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef, useState } from 'react'
import { frameNumber, framesAreLate, onFrame } from './frame-hub.ts'
import { type BoxSize, LiveSheet, type Look, type Patch } from './live-sheet.ts'

const SheetOfPlace = createContext<LiveSheet | null>(null)

/** Lets the live boxes inside be drawn on canvases over them. Stands in a placed box whose parent shows it, or scrolls it. */
export function WithLiveSheet({ children }: { children: ReactNode }) {
  const layer = useRef<HTMLDivElement>(null)
  const [sheet, setSheet] = useState<LiveSheet | null>(null)
  useEffect(() => {
    if (!layer.current) return
    const made = new LiveSheet(layer.current)
    setSheet(made)
    return made.start()
  }, [])
  return (
    <SheetOfPlace value={sheet}>
      {children}
      <div ref={layer} className="live-sheet" aria-hidden />
    </SheetOfPlace>
  )
}

/** Patches as the backgrounds of a box, the last of them uppermost. */
function asBackground(patches: readonly Patch[]): string {
  return patches
    .map(
      ({ x, y, width, height, colour }) =>
        `linear-gradient(var(${colour}) 0 0) ${x.toFixed(1)}px ${y.toFixed(1)}px / ${width.toFixed(1)}px ${height.toFixed(1)}px no-repeat`,
    )
    .reverse()
    .join(', ')
}

/** Boxes take turns where not all can be painted in every repaint. */
let nextTurn = 0

/** A box that paints itself, for places without a sheet. */
function paintBox(node: HTMLElement, look: () => Look): () => void {
  const turn = nextTurn++
  let size: BoxSize = { width: 0, height: 0 }
  let inSight = true
  let drawn = ''
  const sizes = new ResizeObserver(() => {
    size = { width: node.clientWidth, height: node.clientHeight }
  })
  sizes.observe(node)
  // A mixer of many strips shows only some of its meters.
  const sights = new IntersectionObserver(([entry]) => {
    inSight = entry?.isIntersecting ?? true
  })
  sights.observe(node)
  const end = onFrame(() => {
    if (!inSight || size.width === 0 || (framesAreLate() && (frameNumber() + turn) % 2 === 1)) return
    const background = asBackground(look()(size))
    if (background === drawn) return
    drawn = background
    node.style.background = background
  })
  return () => {
    end()
    sizes.disconnect()
    sights.disconnect()
  }
}

/** Draws what moves by itself into a box: on the sheet of its place, or else in the box. It is drawn by itself; React renders it once. */
export function useLiveBox(node: RefObject<HTMLElement | null>, look: Look): void {
  const sheet = useContext(SheetOfPlace)
  const latest = useRef(look)
  latest.current = look
  useEffect(() => {
    if (!node.current) return
    const now = () => latest.current
    return sheet ? sheet.add(node.current, now) : paintBox(node.current, now)
  }, [node, sheet])
}
