import type * as ToneModule from 'tone'

/** What is done to the sound on its way to the speakers and is in no bounce. */
export interface MonitorSettings {
  /** −144 is off. */
  levelDb: number
  /** 20 dB down, for talking over it. */
  dim: boolean
  mono: boolean
}

const DIM_DB = -20
const OFF_DB = -144
const RAMP_SECONDS = 0.02

/** Gain of monitor settings. */
export function monitorGain({ levelDb, dim }: MonitorSettings): number {
  return levelDb <= OFF_DB ? 0 : 10 ** ((levelDb + (dim ? DIM_DB : 0)) / 20)
}

/** The way from the engine to the speakers, made of Tone's nodes: mono or stereo, then level and dim. */
export class Monitor {
  readonly tone: typeof ToneModule
  readonly #stereo: ToneModule.Gain
  readonly #mono: ToneModule.Gain
  readonly #downmix: ToneModule.Mono
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
    this.#stereo = new tone.Gain(settings.mono ? 0 : 1).connect(this.#level)
    this.#mono = new tone.Gain(settings.mono ? 1 : 0).connect(this.#level)
    this.#downmix = new tone.Mono().connect(this.#mono)
  }

  /** Plays a node of the context. */
  connect(node: AudioNode): void {
    this.tone.connect(node, this.#stereo)
    this.tone.connect(node, this.#downmix)
  }

  /** Where clicks and other company of the song go in: level and dim apply. */
  get company(): ToneModule.Gain {
    return this.#level
  }

  set(settings: MonitorSettings): void {
    this.#level.gain.linearRampTo(monitorGain(settings), RAMP_SECONDS)
    this.#stereo.gain.linearRampTo(settings.mono ? 0 : 1, RAMP_SECONDS)
    this.#mono.gain.linearRampTo(settings.mono ? 1 : 0, RAMP_SECONDS)
  }

  close(): void {
    for (const node of [this.#downmix, this.#mono, this.#stereo, this.#level]) node.dispose()
    this.tone.getContext().dispose()
  }
}
