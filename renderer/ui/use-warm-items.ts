import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'
import { useEffect, useReducer, useRef } from 'react'

/** Items that are made at once at most, where so many are not in sight: each has some hundred elements. */
const mostKept = 96

/**
 * Which items of a list are made: those in sight, those that were, and when there is nothing else to do the next ones too.
 * To scroll to an item that is there costs nothing; to make one takes longer than a repaint.
 */
export function useWarmItems(ids: readonly string[]) {
  const kept = useRef(new Set<string>())
  const seen = useRef({ first: 0, last: -1 })
  const [, render] = useReducer((count: number) => count + 1, 0)
  const limit = Math.max(16, Math.round(mostKept / (window.devicePixelRatio || 1) ** 2))

  /** Indices of the items to make, ascending. */
  const extract = (range: Range): number[] => {
    const inSight = defaultRangeExtractor(range)
    seen.current = { first: inSight[0] ?? 0, last: inSight.at(-1) ?? -1 }
    for (const index of inSight) {
      const id = ids[index]
      if (id === undefined) continue
      kept.current.delete(id)
      kept.current.add(id)
    }
    // A set counts in the order of adding: the first were in sight the longest ago.
    for (const id of kept.current) {
      if (kept.current.size <= Math.max(limit, inSight.length)) break
      kept.current.delete(id)
    }
    return ids.flatMap((id, index) => (kept.current.has(id) ? [index] : []))
  }

  useEffect(() => {
    const { first, last } = seen.current
    if (last < 0 || kept.current.size >= limit) return
    const next = nearest(ids, first, last, kept.current)
    if (next === undefined) return
    const request = requestIdleCallback(() => {
      // Behind those that were in sight, which are to be kept rather.
      kept.current = new Set([next, ...kept.current])
      render()
    })
    return () => cancelIdleCallback(request)
  })

  return {
    extract,
    isInSight: (index: number) => index >= seen.current.first && index <= seen.current.last,
    /** Indices of the first and the last item in sight; the last is −1 before any is. */
    seen: () => seen.current,
  }
}

/** The item that is not kept and lies closest to those in sight, rather behind than before them. */
function nearest(ids: readonly string[], first: number, last: number, kept: ReadonlySet<string>): string | undefined {
  for (let away = 1; away < ids.length; away++)
    for (const index of [last + away, first - away]) {
      const id = ids[index]
      if (id !== undefined && !kept.has(id)) return id
    }
  return undefined
}
