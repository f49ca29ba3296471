import { newClip, newDevice, newSong, newTrack } from '../../shared/model/defaults.ts'
import { type Asset, type DeviceKind, type Document, emptyDocument, type Id } from '../../shared/model/document.ts'
import { apply } from '../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import type { PoolStem } from './live-server.ts'

export const sampleRate = 48000

/** The pool hash of a stem: its number, padded. */
export function stemHash(index: number): string {
  return String(index + 1).padStart(64, '0')
}

function asset(index: number, { channels, samples }: PoolStem): Asset {
  return {
    id: `a${index}`,
    name: `Stem ${index}`,
    sourceHash: stemHash(index),
    poolHash: stemHash(index),
    originalName: `stem-${index}.wav`,
    sourceFormat: 'WAV 32 bit float',
    sourceRate: sampleRate,
    sourceChannels: channels,
    channelIndex: null,
    channels,
    frames: samples.length / channels,
    notes: [],
    originFrame: null,
  }
}

/** A song of these stems, each on its own track from frame 0: tracks `t0`, `t1` …, master `m`, song `s`. */
export function songOf(stems: readonly PoolStem[], more: readonly SingleEdit[] = []): Document {
  const edits: SingleEdit[] = [
    {
      type: 'addSong',
      song: { ...newSong('s', 'Harbour Lights', 0), targetLufs: null },
      master: newTrack('m', 's', 'master', 'Master', 99, null, 0),
      rack: [],
    },
  ]
  for (const [index, stem] of stems.entries()) {
    const record = asset(index, stem)
    const track = newTrack(`t${index}`, 's', 'audio', `Stem ${index}`, index, 'm', index, stem.channels)
    edits.push({ type: 'addAsset', asset: record })
    edits.push({ type: 'addTrack', track })
    edits.push({ type: 'addClip', clip: newClip(`c${index}`, track.id, record, 0) })
  }
  const empty = emptyDocument({ id: 'p', name: 'Live', sampleRate, createdAt: '2026-01-01T00:00:00.000Z' })
  return edit(empty, ...edits, ...more)
}

export function edit(document: Document, ...edits: readonly SingleEdit[]): Document {
  return edits.reduce((before, each) => apply(before, each).document, document)
}

export function device(ownerId: Id, kind: DeviceKind, params: Record<string, number> = {}): SingleEdit {
  return { type: 'addDevice', device: { ...newDevice(`${ownerId}-${kind}`, ownerId, kind, 0), params } }
}

/** Decaying bursts of tone and noise, never silent for long, the same on every machine. */
export function bursts(frames: number, hertz: number, channels: 1 | 2, seed: number): PoolStem {
  let state = seed >>> 0
  const samples = new Float32Array(frames * channels)
  for (let frame = 0; frame < frames; frame++) {
    const age = (frame % 24000) / 24000
    for (let channel = 0; channel < channels; channel++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      const noise = state / 2 ** 31 - 1
      const tone = Math.sin((2 * Math.PI * hertz * (1 + channel * 0.003) * frame) / sampleRate)
      samples[frame * channels + channel] = (0.4 * tone + 0.15 * noise) * (1 - age) ** 3
    }
  }
  return { channels, samples }
}

/** A steady stereo sine. */
export function sine(frames: number, hertz: number, level: number): PoolStem {
  const samples = Float32Array.from(
    { length: frames * 2 },
    (_, i) => level * Math.sin((2 * Math.PI * hertz * (i >> 1)) / sampleRate),
  )
  return { channels: 2, samples }
}
