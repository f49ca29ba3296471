import { createRandom, type Random } from '../../shared/random.ts'
import { createStemBuffer, finishStem, type StemBuffer } from './synthesis/stem-buffer.ts'

type StemRole = 'drums' | 'bass' | 'chords' | 'pad' | 'lead' | 'voice' | 'effects'

/** A device's kind and the parameters moved from their defaults, in the ids of its spec in shared/engine/devices. */
export interface DeviceSetting {
  kind: 'eq' | 'compressor' | 'exciter' | 'imager' | 'limiter'
  params: Readonly<Record<string, number>>
}

/** What a mixing engineer set on one stem's track. */
interface StemMix {
  faderDb: number
  /** -1 left … 1 right; balance on a stereo stem. */
  pan: number
  inserts: readonly DeviceSetting[]
}

/** A song's mix and master: a track per stem by name, then the song's rack and what it is bounced to. */
export interface DemoMix {
  stems: Readonly<Record<string, StemMix>>
  rack: readonly DeviceSetting[]
  targetLufs: number
  ceilingDbtp: number
}

interface DemoStem {
  name: string
  role: StemRole
  channels: 1 | 2
  /** Track colour, an index 0..11 into the interface's palette. */
  colour: number
}

/** A stem with its player. */
interface StemPart extends DemoStem {
  /** The finished stem's sample peak in dBFS. */
  peakDb: number
  /** Plays the part into an empty stem; all chance comes from `random`. */
  play(stem: StemBuffer, random: Random): void
}

export interface SongScore {
  title: string
  key: string
  bpm: number
  /** Quarter notes in a bar. */
  beatsPerBar: number
  bars: number
  /** What rings on after the last bar. */
  tailSeconds: number
  /** Where each part of the song begins, bars from 0. */
  sections: readonly { name: string; bar: number }[]
  parts: readonly StemPart[]
  mix: DemoMix
}

export interface DemoSong extends Omit<SongScore, 'parts'> {
  stems: readonly DemoStem[]
  /** Length of every stem in frames at a rate. */
  frames(sampleRate: number): number
  /**
   * Renders one stem: interleaved float32 on the 24-bit grid, the same bytes each time. Throws for a name the song has not.
   */
  renderStem(name: string, sampleRate: number): Float32Array
  /** Renders every stem, by name. */
  render(sampleRate: number): Map<string, Float32Array>
}

/** Makes a song that can be rendered from its score. */
export function demoSong(score: SongScore): DemoSong {
  const { parts, ...facts } = score
  const frames = (sampleRate: number): number =>
    Math.round(((score.bars * score.beatsPerBar * 60) / score.bpm + score.tailSeconds) * sampleRate)
  const renderStem = (name: string, sampleRate: number): Float32Array => {
    const part = parts.find((candidate) => candidate.name === name)
    if (!part)
      throw new Error(`"${score.title}" has no stem "${name}": choose one of ${parts.map((p) => p.name).join(', ')}.`)
    const stem = createStemBuffer(part.channels, frames(sampleRate), sampleRate)
    part.play(stem, createRandom(`${score.title}/${name}`))
    return finishStem(stem, part.peakDb)
  }
  return {
    ...facts,
    stems: parts.map(({ name, role, channels, colour }) => ({ name, role, channels, colour })),
    frames,
    renderStem,
    render: (sampleRate) => new Map(parts.map((part) => [part.name, renderStem(part.name, sampleRate)])),
  }
}
