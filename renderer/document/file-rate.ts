import { ALL_FORMATS, BlobSource, Input } from 'mediabunny'
import { aiffParser } from '../../shared/formats/aiff-read.ts'
import { parseWith } from '../../shared/formats/byte-source.ts'
import { sampleRates } from '../../shared/model/document.ts'

/** The sample rate a file's header names; null where it names none that can be read here. */
async function rateOf(file: File): Promise<number | null> {
  try {
    if (/\.(aiff?|aifc)$/i.test(file.name)) {
      const read = async (offset: number, length: number) =>
        new Uint8Array(await file.slice(offset, offset + length).arrayBuffer())
      return (await parseWith(aiffParser(file.size, file.name), read)).sampleRate
    }
    const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS })
    try {
      return (await (await input.getPrimaryAudioTrack())?.getSampleRate()) ?? null
    } finally {
      input.dispose()
    }
  } catch {
    // A broken file tells no rate; the import will say what is wrong with it.
    return null
  }
}

/** The rate a new project for these files should have: the one most of them have, so that the fewest are resampled. */
export async function commonRate(files: readonly File[]): Promise<(typeof sampleRates)[number]> {
  const counts = new Map<number, number>()
  for (const rate of await Promise.all(files.map(rateOf)))
    if (rate !== null) counts.set(rate, (counts.get(rate) ?? 0) + 1)
  const [best] = [...counts]
    .sort((a, b) => b[1] - a[1] || b[0] - a[0])
    .filter(([rate]) => sampleRates.some((known) => known === rate))
  return sampleRates.find((known) => known === best?.[0]) ?? 48000
}
