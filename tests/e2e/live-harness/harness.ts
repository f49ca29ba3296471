import { player, useTransport } from '../../../renderer/live/player.ts'
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

function toBase64(samples: Float32Array): string {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

let blocks: Block[] = []
let recorder: AudioWorkletNode | null = null

const harness = {
  player,
  transport: () => useTransport.getState(),
  attach: (document: Document, songId: Id) => player.attach(document, songId),
  /** Records the engine's output from now on. Call while a context is there. */
  async record(): Promise<void> {
    const node = engineNodes.at(-1)!
    await node.context.audioWorklet.addModule(recorderUrl)
    blocks = []
    recorder = new AudioWorkletNode(node.context, 'recorder', { numberOfOutputs: 1 })
    recorder.port.onmessage = ({ data }: MessageEvent<Block>) => blocks.push(data)
    node.connect(recorder).connect(node.context.destination)
  },
  /** Frame of the context that is rendered next. */
  frame: () => {
    const { context } = engineNodes.at(-1)!
    return Math.round(context.currentTime * context.sampleRate)
  },
  /** The recording so far: its first frame, and interleaved stereo as base64. */
  recorded(): { frame: number; samples: string } {
    const samples = new Float32Array(blocks.length * 256)
    for (const [index, { left, right }] of blocks.entries())
      for (let i = 0; i < 128; i++) {
        samples[index * 256 + 2 * i] = left[i]!
        samples[index * 256 + 2 * i + 1] = right[i]!
      }
    return { frame: blocks[0]?.frame ?? 0, samples: toBase64(samples) }
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
