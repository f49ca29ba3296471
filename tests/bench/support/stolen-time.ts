import { readFileSync } from 'node:fs'

/** Ticks of the processor so far: those its host gave to others while a thread here wanted them, and all. Null where the system does not tell. */
function ticks(): { readonly stolen: number; readonly all: number } | null {
  try {
    // Of proc(5): user, nice, system, idle, iowait, irq, softirq, steal.
    const [, ...counts] = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.split(/\s+/)
    const values = counts.slice(0, 8).map(Number)
    return { stolen: values[7]!, all: values.reduce((sum, value) => sum + value, 0) }
  } catch {
    return null
  }
}

/** Begins to watch; the function tells, in percent since then, what the host of a virtual machine took of its processors. */
export function watchStolenTime(): () => number | null {
  const before = ticks()
  return () => {
    const now = ticks()
    return before && now ? (100 * (now.stolen - before.stolen)) / Math.max(1, now.all - before.all) : null
  }
}
