import { join } from 'node:path'
import { harbourLights } from '../../../main/demo/songs/harbour-lights.ts'
import { writeWav } from './wav-file.ts'

export interface DemoStem {
  name: string
  path: string
  channels: 1 | 2
  /** What the file holds, interleaved. */
  samples: Float32Array
}

export const stemRate = 48_000
export const stemFrames = 12 * stemRate
const stemNames = ['Kick', 'Drums', 'Bass', 'Keys', 'Lead', 'Voice']
/** The chorus, where everybody plays. */
const fromFrame = 20 * stemRate

/** Renders the first twelve seconds of the chorus of "Harbour Lights" into a file of 24 bit per stem. */
export async function renderDemoStems(folder: string): Promise<DemoStem[]> {
  const stems: DemoStem[] = []
  for (const [index, name] of stemNames.entries()) {
    const { channels } = harbourLights.stems.find((each) => each.name === name)!
    const whole = harbourLights.renderStem(name, stemRate)
    const samples = whole.slice(fromFrame * channels, (fromFrame + stemFrames) * channels)
    const path = join(folder, `${`${index + 1}`.padStart(2, '0')} ${name}.wav`)
    await writeWav(path, samples, channels, '24')
    stems.push({ name, path, channels, samples })
  }
  return stems
}
