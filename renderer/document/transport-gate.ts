/** Calls with bytes under way at once: enough to keep the line busy, few enough to hold little memory. */
const maxChunksUnderWay = 2

/**
 * Lets no more than `maxChunksUnderWay` pieces of work run at once and starts the others in the order they came. Main answers
 * a chunk when it is on disk, so a slow disk holds back the sender instead of filling memory.
 */
export function createGate(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let underWay = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (underWay < maxChunksUnderWay) underWay++
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else underWay--
    }
  }
}
