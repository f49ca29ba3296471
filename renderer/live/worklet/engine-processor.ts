import { LiveEngine } from '../host/live-engine.ts'
import { type HostMessage, type HostOptions, processorName } from '../host/messages.ts'

/** The engine's node: no input, one stereo output. Ends when it is told to close. */
class EngineProcessor extends AudioWorkletProcessor implements AudioWorkletProcessorImpl {
  readonly #engine: LiveEngine
  #open = true

  constructor(options: { processorOptions: HostOptions }) {
    super()
    this.#engine = new LiveEngine(options.processorOptions, sampleRate, (event) => this.port.postMessage(event))
    this.port.onmessage = ({ data }: MessageEvent<HostMessage>) => {
      if (data.type === 'close') this.#open = false
      else this.#engine.receive(data)
    }
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]
    if (output?.[0] && output[1]) this.#engine.process(output[0], output[1], currentTime)
    return this.#open
  }
}

registerProcessor(processorName, EngineProcessor)
