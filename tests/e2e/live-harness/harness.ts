import { renderInWorkers } from '../../../renderer/bounce/bounce.ts'
import { loadKernelModule } from '../../../renderer/live/kernel-module.ts'
import { player, useTransport } from '../../../renderer/live/player.ts'
import { usePreview } from '../../../renderer/live/preview/preview-state.ts'
import { useReference } from '../../../renderer/live/reference/reference-state.ts'
import { codeSound } from '../../../renderer/master/codec/code-in-worker.ts'
import type { Codec } from '../../../renderer/master/codec/codecs.ts'
import { prepareRender } from '../../../shared/engine/offline/render-job.ts'
import type { Document, Id } from '../../../shared/model/document.ts'
import recorderUrl from './recorder-processor.ts?worker&url'

interface Block {
  readonly frame: number
  readonly left: Float32Array
  readonly right: Float32Array
}

/** Every engine node that was made, so that a test can listen to it before the monitor. */
const engineNodes: AudioWorkletNode[] = []
const NativeNode = globalThis.AudioWorkletNode
globalThis.AudioWorkletNode = class extends NativeNode {
  constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
    super(context, name, options)
    if (name !== 'recorder') engineNodes.push(this)
  }
}

/** What is connected to the speakers: the end of the monitor. */
const lastNodes: AudioNode[] = []
const nativeConnect = AudioNode.prototype.connect as (this: AudioNode, ...rest: unknown[]) => AudioNode | undefined
AudioNode.prototype.connect = function (this: AudioNode, ...rest: unknown[]) {
  if (rest[0] instanceof AudioDestinationNode) lastNodes.push(this)
  return nativeConnect.apply(this, rest)
} as typeof AudioNode.prototype.connect

function toBase64(samples: Float32Array): string {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** Where a recording is made: at the engine's output, or behind the monitor, where the metronome is too. */
type Place = 'engine' | 'speakers'
const blocks: Record<Place, Block[]> = { engine: [], speakers: [] }

async function recordAt(place: Place, node: AudioNode): Promise<void> {
  await node.context.audioWorklet.addModule(recorderUrl)
  blocks[place] = []
  const recorder = new AudioWorkletNode(node.context, 'recorder', { numberOfOutputs: 1 })
  recorder.port.onmessage = ({ data }: MessageEvent<Block>) => blocks[place].push(data)
  nativeConnect.call(node, recorder)
  nativeConnect.call(recorder, node.context.destination)
}

const harness = {
  /** What the bounce worker and its strip workers make of a song's master, interleaved stereo as base64. */
  async bounce(document: Document, songId: Id): Promise<string> {
    const job = prepareRender({ document, songId, stage: 'master' })
    const chunks: Float32Array[] = []
    const take = async (samples: Float32Array) => void chunks.push(samples)
    await renderInWorkers(job, document, take, () => undefined, new AbortController().signal)
    const samples = new Float32Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
    let at = 0
    for (const chunk of chunks) {
      samples.set(chunk, at)
      at += chunk.length
    }
    return toBase64(samples)
  },
  player,
  transport: () => useTransport.getState(),
  reference: () => useReference.getState(),
  attach: (document: Document, songId: Id) => player.attach(document, songId),
  /** Records from now on, at both places. Call while a context is there. */
  async record(): Promise<void> {
    await recordAt('engine', engineNodes.at(-1)!)
    await recordAt('speakers', lastNodes.at(-1)!)
  },
  /** Frame of the context that is rendered next. */
  frame: () => {
    const { context } = engineNodes.at(-1)!
    return Math.round(context.currentTime * context.sampleRate)
  },
  /** The recording so far: its first frame, and interleaved stereo as base64. */
  recorded(place: Place = 'engine'): { frame: number; samples: string } {
    const all = blocks[place]
    const samples = new Float32Array(all.length * 256)
    for (const [index, { left, right }] of all.entries())
      for (let i = 0; i < 128; i++) {
        samples[index * 256 + 2 * i] = left[i]!
        samples[index * 256 + 2 * i + 1] = right[i]!
      }
    return { frame: all[0]?.frame ?? 0, samples: toBase64(samples) }
  },
  preview: () => usePreview.getState(),
  /** What a codec makes of interleaved stereo, as base64 like all sound here. */
  async code(
    sound: string,
    sampleRate: number,
    codec: Codec,
    kbps: number,
  ): Promise<{ decoded: string; difference: string; bytes: number; truePeakDbtp: number | null; delayFrames: number }> {
    const bytes = Uint8Array.from(atob(sound), (character) => character.charCodeAt(0))
    const request = { kernelModule: await loadKernelModule(), sound: new Blob([bytes]), sampleRate, codec, kbps }
    const coded = await codeSound(request, () => undefined, new AbortController().signal)
    const text = async (blob: Blob) => toBase64(new Float32Array(await blob.arrayBuffer()))
    return { ...coded, decoded: await text(coded.decoded), difference: await text(coded.difference) }
  },
  /** Puts a sine at hand as a preview. */
  loadPreview(sampleRate: number, frames: number, hz: number, level: number, gainDb: number): void {
    const buffer = new AudioBuffer({ length: frames, numberOfChannels: 2, sampleRate })
    for (const side of [0, 1])
      buffer.copyToChannel(
        Float32Array.from({ length: frames }, (_, i) => level * Math.sin((2 * Math.PI * hz * i) / sampleRate)),
        side,
      )
    player.preview.load({ buffer, firstFrame: 0, gainDb, masterLufsAt: () => null })
  },
  async capture(frames: number): Promise<string> {
    return toBase64(await player.capture(frames))
  },
  /** Whether a callback of Tone's transport comes. */
  async transportFires(): Promise<boolean> {
    const tone = await import('tone')
    return new Promise((resolve) => {
      tone.getTransport().scheduleOnce(() => resolve(true), '+0.05')
      setTimeout(() => resolve(false), 3000)
    })
  },
}

export type Harness = typeof harness
Object.assign(globalThis, { harness })
