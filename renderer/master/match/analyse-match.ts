import type { MatchSpectrum } from '../../../shared/measure/match-curve.ts'
import type { Asset, Document, Id, Reference } from '../../../shared/model/document.ts'
import { rackStretch } from '../../../shared/model/rack-stretch.ts'
import { devicesOfOwner } from '../../../shared/model/selectors.ts'
import type { FromMatchWorker, ToMatchWorker } from './match-worker.ts'

/** The spectra of one's own sound and of a reference, in their loudest passages. */
export interface MatchSpectra {
  readonly own: MatchSpectrum
  readonly reference: MatchSpectrum
}

/** Renders what a document's song or album gives, without writing anything, chunk by chunk. Rejects when cancelled. */
export type SoundRenderer = (request: {
  readonly document: Document
  readonly take: (samples: Float32Array<ArrayBuffer>) => Promise<void>
  readonly onProgress: (fraction: number) => void
  readonly signal: AbortSignal
}) => Promise<void>

interface MatchRequest {
  /** As it sounds. */
  readonly document: Document
  readonly ownerId: Id
  /** The match equalizer, whose input counts; undefined: the end of Correct, where it will stand. */
  readonly deviceId: Id | undefined
  readonly reference: Reference
  readonly render: SoundRenderer
  readonly onProgress: (fraction: number) => void
  readonly signal: AbortSignal
}

/** The document with nothing in the rack from a device on. */
function upTo(document: Document, ownerId: Id, deviceId: Id | undefined): Document {
  const rack = devicesOfOwner(document, ownerId)
  const lastOfCorrect = rackStretch(document, ownerId, null, 'correct')?.lastId
  const end =
    deviceId === undefined
      ? rack.findIndex(({ id }) => id === lastOfCorrect) + 1
      : rack.findIndex(({ id }) => id === deviceId)
  const kept = Object.fromEntries(rack.slice(0, Math.max(0, end)).map((device) => [device.id, device]))
  return { ...document, devices: { ...document.devices, [ownerId]: kept } }
}

/** One's own sound takes longer: it is rendered first. */
const OWN_SHARE = 0.8

/**
 * Listens to one's own sound at the input of the match equalizer, and to a reference, in a worker. Rejects with a sentence
 * where one of both is silent, and with the signal's reason when cancelled.
 */
export async function analyseMatch(request: MatchRequest): Promise<MatchSpectra> {
  const { document, ownerId, deviceId, reference, onProgress, signal } = request
  const asset = document.assets[reference.assetId]
  if (!asset) throw new Error(`The sound of “${reference.name}” is no longer in the project. Choose another reference.`)
  const worker = new Worker(new URL('./match-worker.ts', import.meta.url), { type: 'module' })
  const post = (message: ToMatchWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer)
  const answer = (message: ToMatchWorker, transfer: Transferable[] = []): Promise<FromMatchWorker> =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      worker.onerror = (event) => reject(new Error(event.message || 'The listening worker could not start.'))
      worker.onmessage = ({ data }: MessageEvent<FromMatchWorker>) => {
        if (data.type === 'progress') onProgress(OWN_SHARE + (1 - OWN_SHARE) * data.fraction)
        else if (data.type === 'failed') reject(new Error(data.message))
        else resolve(data)
      }
      post(message, transfer)
    })
  try {
    post({ type: 'start', sampleRate: document.project.sampleRate })
    await request.render({
      document: upTo(document, ownerId, deviceId),
      take: async (samples) => {
        await answer({ type: 'own', samples }, [samples.buffer])
      },
      onProgress: (fraction) => onProgress(OWN_SHARE * fraction),
      signal,
    })
    signal.throwIfAborted()
    const done = await answer({ type: 'reference', passage: passageOf(asset, reference) })
    if (done.type !== 'done') throw new Error('The listening worker gave no answer.')
    if (!done.own) throw new Error('There is nothing to hear in the mix: a match needs some seconds of it.')
    if (!done.reference) throw new Error(`There is nothing to hear in “${reference.name}”: choose another passage.`)
    return { own: done.own, reference: done.reference }
  } finally {
    worker.terminate()
  }
}

function passageOf(asset: Asset, { startFrame, endFrame }: Reference) {
  const { name, poolHash, channels, frames } = asset
  return {
    poolBase: new URL('/pool/', location.href).href,
    asset: { name, poolHash, channels, frames },
    startFrame: Math.min(startFrame, frames),
    endFrame: Math.min(endFrame ?? frames, frames),
  }
}
