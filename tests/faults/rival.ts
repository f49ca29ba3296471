import { setTimeout as pause } from 'node:timers/promises'
import { openStore } from '../../main/store/open-store.ts'
import { ApiError } from '../../shared/contract/errors.ts'

// One of two programs that open the same project again and again. It tells, a line of JSON per try, from when to when it
// had the project (by the clock both share) and which change it made, or that it was refused.

const [path, trackId, tries] = process.argv.slice(2) as [string, string, string]
const now = () => Number(process.hrtime.bigint() / 1000n)
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

for (let attempt = 0; attempt < Number(tries); attempt++) {
  // Both begin at the same moment.
  await pause(10 - (Date.now() % 10))
  try {
    const store = openStore(path, false)
    const from = now()
    const { seq } = store.apply({ type: 'updateTrack', trackId, set: { faderDb: -attempt / 10 } })
    await pause(Math.random() * 5)
    const to = now()
    store.close()
    tell({ from, to, seq })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    tell({ refused: error.code })
  }
}
