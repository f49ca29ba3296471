import { type AutomationPage, type AutomationPoint, type Document, type Id, PAGE_POINTS } from '../document.ts'

/** How full pages are made that were too full, so that the next points have room. */
const FILL_POINTS = Math.floor(PAGE_POINTS * 0.8)

function firstFrame(page: AutomationPage): number {
  return page.points[0]!.frame
}

/** An id for a page that begins at `frame`, which every host finds alike. */
function newPageId(pages: Readonly<Record<Id, AutomationPage>>, frame: number): Id {
  let id = `p${frame}`
  while (pages[id]) id += '_'
  return id
}

/** The pages with points in the range; or the one that a point at its start belongs to, the last that begins before it. */
function affectedPages(pages: AutomationPage[], fromFrame: number, toFrame: number): AutomationPage[] {
  const inside = pages.filter((page) => firstFrame(page) < toFrame && page.points.at(-1)!.frame >= fromFrame)
  if (inside.length > 0) return inside
  const before = pages.filter((page) => firstFrame(page) < fromFrame).at(-1) ?? pages[0]
  return before ? [before] : []
}

/** Puts ascending `points` in the place of a lane's points from `fromFrame` on and before `toFrame`; touches no more pages than it must. */
export function replacePoints(
  allPages: Document['pages'],
  laneId: Id,
  fromFrame: number,
  toFrame: number,
  points: readonly AutomationPoint[],
): void {
  allPages[laneId] ??= {}
  const pages = allPages[laneId]!
  const sorted = Object.values(pages).sort((a, b) => firstFrame(a) - firstFrame(b))
  const affected = affectedPages(sorted, fromFrame, toFrame)
  const old = affected.flatMap((page) => page.points)
  const merged = [
    ...old.filter(({ frame }) => frame < fromFrame),
    ...points,
    ...old.filter(({ frame }) => frame >= toFrame),
  ]
  const count = merged.length <= PAGE_POINTS ? 1 : Math.ceil(merged.length / FILL_POINTS)
  const each = Math.ceil(merged.length / count)
  for (const [index, page] of affected.entries()) if (index >= count || merged.length === 0) delete pages[page.id]
  for (let index = 0; index < count && merged.length > 0; index++) {
    const part = merged.slice(index * each, (index + 1) * each)
    const id = affected[index]?.id ?? newPageId(pages, part[0]!.frame)
    pages[id] = { id, laneId, points: part }
  }
  if (Object.keys(pages).length === 0) delete allPages[laneId]
}
