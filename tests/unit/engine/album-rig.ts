import {
  type AlbumHost,
  factsOf,
  type RenderFacts,
  type RenderRequest,
} from '../../../shared/engine/album/album-host.ts'
import type { AlbumRender } from '../../../shared/engine/album/render-album.ts'
import { prepareAlbum } from '../../../shared/engine/album/render-album.ts'
import { prepareRender } from '../../../shared/engine/offline/render-job.ts'
import { runTask, type TaskSummary } from '../../../shared/engine/offline/render-task.ts'
import { localFeed, type OfflineSource } from '../../../shared/engine/offline/strip-feed.ts'
import type { Measurement } from '../../../shared/measure/measurement.ts'
import { createMeter } from '../../../shared/measure/meter.ts'
import { newAlbumItem, newClip, newDevice, newSong, newTrack } from '../../../shared/model/defaults.ts'
import type { AlbumItem, Document, Id } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { editSchema, type SingleEdit } from '../../../shared/model/edits/edit.ts'
import { asset, emptyProject } from '../model/random-edits.ts'
import { noise, testKernel } from './test-kernel.ts'

export const sampleRate = 48_000

/** Sound by pool hash, as the pool and the renders keep it. */
export type Sounds = Map<string, Float32Array>

const hooks = { onProgress: () => undefined, checkCancelled: () => undefined, breathe: () => Promise.resolve() }

function sourceOf(document: Document, sounds: Sounds): OfflineSource {
  return {
    prepare: () => Promise.resolve(),
    read(assetId, startFrame, frames, dest) {
      const { poolHash, channels } = document.assets[assetId]!
      const samples = sounds.get(poolHash)
      if (!samples) throw new Error(`No sound ${poolHash} of ${assetId}.`)
      dest.fill(0, 0, frames * channels)
      dest.set(samples.subarray(startFrame * channels, (startFrame + frames) * channels))
    },
  }
}

/** Runs tasks in this thread and keeps all in memory; `made` tells the labels of what was rendered. */
export function memoryHost(sounds: Sounds) {
  const facts = new Map<string, RenderFacts>()
  const made: string[] = []
  async function run({ task, document }: Pick<RenderRequest, 'task' | 'document'>) {
    const kernel = testKernel()
    const source = sourceOf(document, sounds)
    const tools = { kernel, source, openFeed: (job: Parameters<typeof localFeed>[1]) => localFeed(kernel, job, source) }
    const render = runTask(tools, task, hooks)
    const chunks: Float32Array[] = []
    for (;;) {
      const next = await render.next()
      if (next.done) return { samples: joined(chunks), summary: next.value as TaskSummary }
      chunks.push(next.value.slice())
    }
  }
  const host: AlbumHost = {
    find: async (key) => facts.get(key) ?? null,
    async keep(request) {
      made.push(request.label)
      const { samples, summary } = await run(request)
      sounds.set(request.key, samples)
      const kept = factsOf(request.key, summary)
      facts.set(request.key, kept)
      return kept
    },
    run: async (request) => (await run(request)).summary,
    keepFacts: async (kept) => {
      facts.set(kept.key, kept)
    },
    drop: async (key) => {
      facts.delete(key)
      sounds.delete(key)
    },
  }
  return { host, made, facts, run, sounds }
}

function joined(chunks: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

export type Host = ReturnType<typeof memoryHost>

export interface RenderedAlbum extends AlbumRender {
  readonly samples: Float32Array
}

/** The album as its end gives it. */
export async function renderAlbum(document: Document, { host, run }: Host): Promise<RenderedAlbum> {
  const album = await prepareAlbum(document, host, {})
  const { samples } = await run(album.end)
  return { ...album, samples }
}

/** The same as the whole chain gives it in one, which is what the live engine plays. */
export async function renderWhole(album: AlbumRender, document: Document, { run }: Host): Promise<Float32Array> {
  const job = prepareRender({ document: album.song, songId: document.album.id, stage: 'master' })
  return (await run({ task: { kind: 'song', job }, document: album.song })).samples
}

export function measure(samples: Float32Array, startFrame = 0, endFrame = samples.length / 2): Measurement {
  const meter = createMeter(testKernel(), sampleRate, 2)
  meter.push(samples.subarray(startFrame * 2, endFrame * 2), endFrame - startFrame)
  const measurement = meter.finish()
  meter.release()
  return measurement
}

export function edited(document: Document, ...edits: readonly SingleEdit[]): Document {
  return edits.reduce((before, edit) => apply(before, editSchema.parse(edit) as SingleEdit).document, document)
}

export interface TestSong {
  readonly id: Id
  readonly samples: Float32Array
  readonly channels?: 1 | 2
  readonly item?: Partial<AlbumItem>
  readonly rack?: readonly { kind: 'eq' | 'compressor' | 'limiter' | 'multiband'; params?: Record<string, number> }[]
}

/** Stereo noise with a slow swell, so that its peaks stand out of its loudness. */
export function music(seconds: number, level: number, seed: number): Float32Array {
  const samples = noise(seconds * sampleRate, level, seed)
  for (let i = 0; i < samples.length; i++) {
    const beat = (i >> 1) % (sampleRate / 2)
    samples[i] = samples[i]! * (0.35 + 0.65 * Math.exp(-beat / 4000))
  }
  return samples
}

/** A project of one song each, all on its album. */
export function albumOf(songs: readonly TestSong[]): { document: Document; sounds: Sounds } {
  const sounds: Sounds = new Map()
  let document = emptyProject
  for (const [index, { id, samples, channels = 2, item, rack = [{ kind: 'limiter' as const }] }] of songs.entries()) {
    const stem = { ...asset(`${id}-stem`, samples.length / channels), channels }
    const poolHash = `${index + 1}`.padStart(64, 'a')
    sounds.set(poolHash, samples)
    const song = newSong(id, `Song ${id}`, index)
    document = edited(
      document,
      {
        type: 'addSong',
        song,
        master: newTrack(`${id}-m`, id, 'master', 'Master', 9, null, 0),
        rack: rack.map(({ kind, params = {} }, order) => ({ ...newDevice(`${id}-${kind}`, id, kind, order), params })),
      },
      { type: 'addAsset', asset: { ...stem, poolHash } },
      { type: 'addTrack', track: newTrack(`${id}-t`, id, 'audio', 'Stem', 0, `${id}-m`, 0, channels) },
      { type: 'addClip', clip: newClip(`${id}-c`, `${id}-t`, { ...stem, poolHash }, 0) },
      { type: 'addAlbumItem', item: { ...newAlbumItem(`${id}-i`, song, index), ...item } },
    )
  }
  return { document, sounds }
}
