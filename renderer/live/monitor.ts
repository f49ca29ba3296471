import type * as ToneModule from 'tone'
import { type MonitorMatrix, type MonitorSettings, monitorGain, monitorMatrix } from './monitor-settings.ts'

const RAMP_SECONDS = 0.02
/** What a phone's or a kitchen radio's speaker passes on. */
const SMALL_LOW_HZ = 150
const SMALL_HIGH_HZ = 8000
const SMALL_ROLLOFF = -24

/** The way from the engine to the speakers, made of Tone's nodes: sides, small speaker, level and dim. */
export class Monitor {
  readonly tone: typeof ToneModule
  readonly #mix: ToneModule.Gain
  readonly #reference: ToneModule.Gain
  readonly #preview: ToneModule.Gain
  #referenceDb: number | null = null
  #previewDb: number | null = null
  /** What comes in from the engine, or from a reference or a preview in its place. */
  readonly #entry: ToneModule.Gain
  readonly #split: ToneModule.Split
  readonly #merge: ToneModule.Merge
  /** In the order of `MonitorMatrix`. */
  readonly #matrix: readonly ToneModule.Gain[]
  readonly #wide: ToneModule.Gain
  readonly #small: ToneModule.Gain
  readonly #highPass: ToneModule.Filter
  readonly #lowPass: ToneModule.Filter
  readonly #level: ToneModule.Gain

  /** Makes `context` the one Tone plays in, and the chain in it. Tone is loaded here, when there is a user's gesture. */
  static async open(context: AudioContext, settings: MonitorSettings): Promise<Monitor> {
    const tone = await import('tone')
    tone.setContext(context, true)
    return new Monitor(tone, settings)
  }

  private constructor(tone: typeof ToneModule, settings: MonitorSettings) {
    this.tone = tone
    this.#level = new tone.Gain(monitorGain(settings)).toDestination()
    this.#wide = new tone.Gain(settings.small ? 0 : 1).connect(this.#level)
    this.#small = new tone.Gain(settings.small ? 1 : 0).connect(this.#level)
    this.#lowPass = new tone.Filter(SMALL_HIGH_HZ, 'lowpass', SMALL_ROLLOFF).connect(this.#small)
    this.#highPass = new tone.Filter(SMALL_LOW_HZ, 'highpass', SMALL_ROLLOFF).connect(this.#lowPass)
    this.#merge = new tone.Merge(2)
    this.#merge.connect(this.#wide)
    this.#merge.connect(this.#highPass)
    this.#split = new tone.Split(2)
    this.#entry = new tone.Gain(1).connect(this.#split)
    this.#mix = new tone.Gain(1).connect(this.#entry)
    this.#reference = new tone.Gain(0).connect(this.#entry)
    this.#preview = new tone.Gain(0).connect(this.#entry)
    this.#matrix = monitorMatrix(settings).map((gain, index) => {
      const node = new tone.Gain(gain)
      this.#split.connect(node, index % 2, 0)
      node.connect(this.#merge, 0, index < 2 ? 0 : 1)
      return node
    })
  }

  /** Plays a node of the context as the mix. */
  connect(node: AudioNode): void {
    this.tone.connect(node, this.#mix)
  }

  /** Where a reference goes in. */
  get referenceInput(): AudioNode {
    return this.#reference.input
  }

  /** Where a preview of the master goes in. */
  get previewInput(): AudioNode {
    return this.#preview.input
  }

  /** Hears the reference at a gain in the mix's place; null: not. */
  hear(referenceDb: number | null): void {
    this.#referenceDb = referenceDb
    this.#follow()
  }

  /** Hears the preview at a gain in the mix's place, unless the reference is heard; null: not. */
  hearPreview(previewDb: number | null): void {
    this.#previewDb = previewDb
    this.#follow()
  }

  #follow(): void {
    const heard = this.#referenceDb !== null ? 'reference' : this.#previewDb !== null ? 'preview' : 'mix'
    const gain = (db: number | null) => (db === null ? 0 : 10 ** (db / 20))
    this.#mix.gain.linearRampTo(heard === 'mix' ? 1 : 0, RAMP_SECONDS)
    this.#reference.gain.linearRampTo(gain(this.#referenceDb), RAMP_SECONDS)
    this.#preview.gain.linearRampTo(heard === 'preview' ? gain(this.#previewDb) : 0, RAMP_SECONDS)
  }

  /** Where clicks and other company of the song go in: level and dim apply. */
  get company(): ToneModule.Gain {
    return this.#level
  }

  set(settings: MonitorSettings): void {
    this.#level.gain.linearRampTo(monitorGain(settings), RAMP_SECONDS)
    this.#wide.gain.linearRampTo(settings.small ? 0 : 1, RAMP_SECONDS)
    this.#small.gain.linearRampTo(settings.small ? 1 : 0, RAMP_SECONDS)
    const matrix: MonitorMatrix = monitorMatrix(settings)
    for (const [index, node] of this.#matrix.entries()) node.gain.linearRampTo(matrix[index]!, RAMP_SECONDS)
  }

  close(): void {
    const nodes = [
      this.#mix,
      this.#reference,
      this.#preview,
      this.#entry,
      this.#split,
      ...this.#matrix,
      this.#merge,
      this.#highPass,
      this.#lowPass,
    ]
    for (const node of [...nodes, this.#wide, this.#small, this.#level]) node.dispose()
    this.tone.getContext().dispose()
  }
}
