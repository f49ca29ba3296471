import type { Patch } from 'immer'
import type { AutomationPage, AutomationPoint, Document } from '../../shared/model/document.ts'

/** In place of a page of automation: which of its points go, and which come. A page holds hundreds, an edit moves a few. */
interface PointsPatch {
  op: 'points'
  path: (string | number)[]
  at: number
  drop: number
  points: AutomationPoint[]
}

function pageAt(document: Document, [map, laneId, pageId]: Patch['path']): AutomationPage | undefined {
  return map === 'pages' && pageId !== undefined ? document.pages[laneId!]?.[pageId] : undefined
}

function isSame(a: AutomationPoint | undefined, b: AutomationPoint | undefined): boolean {
  return (
    a === b || (a?.frame === b?.frame && a?.value === b?.value && a?.shape === b?.shape && a?.tension === b?.tension)
  )
}

function pointsPatch(path: Patch['path'], before: AutomationPoint[], after: AutomationPoint[]): PointsPatch {
  const most = Math.min(before.length, after.length)
  let at = 0
  while (at < most && isSame(before[at], after[at])) at++
  let tail = 0
  while (tail < most - at && isSame(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail++
  return { op: 'points', path, at, drop: before.length - tail - at, points: after.slice(at, after.length - tail) }
}

/** Patches as the history keeps them, as JSON. `from` is the document they are made for. */
export function packPatches(patches: readonly Patch[], from: Document): string {
  const packed = patches.map((patch) => {
    const page = patch.op === 'replace' && patch.path.length === 3 ? pageAt(from, patch.path) : undefined
    return page ? pointsPatch(patch.path, page.points, (patch.value as AutomationPage).points) : patch
  })
  return JSON.stringify(packed)
}

/** The patches that were packed, for the same document. */
export function unpackPatches(json: string, from: Document): Patch[] {
  return (JSON.parse(json) as (Patch | PointsPatch)[]).map((patch) => {
    if (patch.op !== 'points') return patch
    const page = pageAt(from, patch.path)
    if (!page) throw new Error(`The history changes the missing page ${patch.path.join('/')}.`)
    const points = page.points.toSpliced(patch.at, patch.drop, ...patch.points)
    return { op: 'replace', path: patch.path, value: { ...page, points } }
  })
}
