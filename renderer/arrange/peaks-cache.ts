import { decodePeaks, type Peaks } from '../../shared/formats/peaks.ts'
import { lookAtAudio, useOffline } from '../media/offline-store.ts'

interface Entry {
  peaks: Peaks | null
  /** They were not to be had: they are asked for again when the project's audio was looked at, and not before. */
  failed: boolean
  waiting: Set<(peaks: Peaks) => void>
}

const entries = new Map<string, Entry>()

async function fetchPeaks(poolHash: string): Promise<Peaks> {
  const answer = await fetch(`/pool/${poolHash}/peaks`)
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  return decodePeaks(new Uint8Array(await answer.arrayBuffer()))
}

/** Peaks that are missing or damaged are made again by a look at the audio: after it they are here, or are not to be had. */
async function load(poolHash: string, entry: Entry): Promise<void> {
  try {
    entry.peaks = await fetchPeaks(poolHash).catch(async () => {
      await lookAtAudio()
      return fetchPeaks(poolHash)
    })
    for (const tell of entry.waiting) tell(entry.peaks)
    entry.waiting.clear()
  } catch {
    entry.failed = true
  }
}

// Audio that came back has its peaks back.
useOffline.subscribe(() => {
  for (const [poolHash, entry] of entries) {
    if (!entry.failed) continue
    entry.failed = false
    void load(poolHash, entry)
  }
})

/** The peaks of a pool file, if they are here already; otherwise they are fetched and `tell` is called once. */
export function peaksOf(poolHash: string, tell: (peaks: Peaks) => void): Peaks | null {
  let entry = entries.get(poolHash)
  if (!entry) {
    entry = { peaks: null, failed: false, waiting: new Set() }
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
