import { decodePeaks, type Peaks } from '../../shared/formats/peaks.ts'
import { notify } from '../document/notices.ts'

interface Entry {
  peaks: Peaks | null
  waiting: Set<(peaks: Peaks) => void>
}

const entries = new Map<string, Entry>()

async function load(poolHash: string, entry: Entry): Promise<void> {
  try {
    const answer = await fetch(`/pool/${poolHash}/peaks`)
    if (!answer.ok) throw new Error(`status ${answer.status}`)
    entry.peaks = decodePeaks(new Uint8Array(await answer.arrayBuffer()))
    for (const tell of entry.waiting) tell(entry.peaks)
    entry.waiting.clear()
  } catch {
    // Forgotten, so that the next clip that is drawn tries again.
    entries.delete(poolHash)
    notify(
      'warning',
      'A waveform could not be read, so that its clips are drawn empty.',
      'Open the project again to retry.',
    )
  }
}

/** The peaks of a pool file, if they are here already; otherwise they are fetched and `tell` is called once. */
export function peaksOf(poolHash: string, tell: (peaks: Peaks) => void): Peaks | null {
  let entry = entries.get(poolHash)
  if (!entry) {
    entry = { peaks: null, waiting: new Set() }
    entries.set(poolHash, entry)
    void load(poolHash, entry)
  }
  if (!entry.peaks) entry.waiting.add(tell)
  return entry.peaks
}

/** No longer tells. */
export function forgetPeaks(poolHash: string, tell: (peaks: Peaks) => void): void {
  entries.get(poolHash)?.waiting.delete(tell)
}
