import type { CodedSound, FromCodecWorker, ToCodecWorker } from './codec-worker.ts'

/** What is to be sent through a codec. */
export type CodeRequest = Omit<Extract<ToCodecWorker, { type: 'code' }>, 'type'>

/** Asks a worker of its own, which ends with its answer or with the signal. */
async function ask<T extends FromCodecWorker['type']>(
  request: ToCodecWorker,
  wanted: T,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Extract<FromCodecWorker, { type: T }>> {
  const worker = new Worker(new URL('./codec-worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise((resolve, reject) => {
      signal.throwIfAborted()
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      worker.onerror = (event) => reject(new Error(event.message || 'The codec’s worker could not start.'))
      worker.onmessage = ({ data }: MessageEvent<FromCodecWorker>) => {
        if (data.type === 'progress') onProgress(data.fraction)
        else if (data.type === 'failed') reject(new Error(data.message))
        else if (data.type === wanted) resolve(data as Extract<FromCodecWorker, { type: T }>)
      }
      worker.postMessage(request)
    })
  } finally {
    worker.terminate()
  }
}

/** Sends a sound through a codec and back. Rejects with a sentence, or the signal's reason. */
export async function codeSound(
  request: CodeRequest,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<CodedSound> {
  return (await ask({ type: 'code', ...request }, 'coded', onProgress, signal)).coded
}

/** Takes interleaved stereo apart into its sides. Rejects likewise. */
export async function sidesOf(sound: Blob, signal: AbortSignal): Promise<readonly Float32Array<ArrayBuffer>[]> {
  return (await ask({ type: 'sides', sound }, 'sides', () => undefined, signal)).sides
}
