/**
 * What a window keeps for the next time it is opened, by name. Where there is no storage nothing is kept, and what is kept
 * lasts as long as the window.
 */

/** What was kept; null for nothing, or for a text that is no JSON. */
export function readKept(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null')
  } catch {
    return null
  }
}

/** The same as a record; an empty one where it is none. */
export function readKeptRecord(name: string): Record<string, unknown> {
  const kept = readKept(name)
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as Record<string, unknown>) : {}
}

export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value))
  } catch {
    // Full or forbidden: it lasts as long as the window.
  }
}
