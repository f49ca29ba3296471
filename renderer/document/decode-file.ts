import type { DecodeAnswer } from './decode-worker.ts'

/** Whether a file is one that only the browser can be counted on to decode: MPEG-4 or raw AAC, by name or by its head. */
export async function needsBrowserDecoder(file: File): Promise<boolean> {
  if (/\.(m4a|m4b|mp4|aac)$/i.test(file.name)) return true
  const head = new Uint8Array(await file.slice(0, 12).arrayBuffer())
  return String.fromCharCode(...head.subarray(4, 8)) === 'ftyp'
}

/** Decodes a file in a worker. Resolves with null when the browser cannot; rejects with AbortError when `signal` aborts. */
export function decodeFile(
  file: File,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<{ wav: Blob; format: string } | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' })
    const end = (settle: () => void) => {
      worker.terminate()
      signal.removeEventListener('abort', onAbort)
      settle()
    }
    const onAbort = () => end(() => reject(new DOMException('The import was cancelled.', 'AbortError')))
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) return onAbort()
    worker.onerror = () => end(() => resolve(null))
    worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
      if (data.kind === 'progress') onProgress(data.fraction)
      else if (data.kind === 'done') end(() => resolve({ wav: data.wav, format: data.format }))
      else end(() => resolve(null))
    }
    worker.postMessage(file)
  })
}
