/** The few names of a worklet's world; this file is built for one. */
declare const AudioWorkletProcessor: new () => { readonly port: MessagePort }
declare const registerProcessor: (name: string, processor: unknown) => void
declare const currentFrame: number

/** Passes everything it hears on to the page, with the frame of the context it begins at. */
class Recorder extends AudioWorkletProcessor {
  process(inputs: Float32Array[][]): boolean {
    const [left, right] = inputs[0] ?? []
    if (left && right) this.port.postMessage({ frame: currentFrame, left: left.slice(), right: right.slice() })
    return true
  }
}

registerProcessor('recorder', Recorder)
