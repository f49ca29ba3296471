import { prepareRender, type RenderRange, type RenderStage } from '../../../shared/engine/offline/render-job.ts'
import { type RenderSummary, renderSong } from '../../../shared/engine/offline/render-song.ts'
import { type FeedPort, type OfflineSource, serveStrips, songFeed } from '../../../shared/engine/offline/strip-feed.ts'
import { newClip, newDevice, newSong, newTrack } from '../../../shared/model/defaults.ts'
import type { DeviceKind, Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { asset, emptyProject } from '../model/random-edits.ts'
import { testKernel } from './test-kernel.ts'

export type Stems = Record<string, Float32Array>

interface SongOptions {
  readonly rack?: readonly DeviceKind[]
  readonly inserts?: readonly DeviceKind[]
  readonly targetLufs?: number | null
  readonly endFrame?: number
  readonly startFrame?: number
}

/** A song whose tracks each play one stereo stem from frame 0. */
export function songOf(stems: Stems, options: SongOptions = {}): Document {
  const song = { ...newSong('s', 'Harbour', 0), targetLufs: options.targetLufs ?? null }
  if (options.endFrame !== undefined) song.endFrame = options.endFrame
  if (options.startFrame !== undefined) song.startFrame = options.startFrame
  const edits: SingleEdit[] = [
    {
      type: 'addSong',
      song,
      master: newTrack('m', 's', 'master', 'Master', 99, null, 0),
      rack: (options.rack ?? []).map((kind, i) => newDevice(`rack${i}`, 's', kind, i)),
    },
  ]
  for (const [index, [id, samples]] of Object.entries(stems).entries()) {
    const stem = asset(id, samples.length / 2)
    edits.push({ type: 'addAsset', asset: stem })
    edits.push({ type: 'addTrack', track: newTrack(`t-${id}`, 's', 'audio', id, index, 'm', index) })
    edits.push({ type: 'addClip', clip: newClip(`c-${id}`, `t-${id}`, stem, 0) })
    for (const [order, kind] of (options.inserts ?? []).entries())
      edits.push({ type: 'addDevice', device: newDevice(`${kind}-${id}`, `t-${id}`, kind, order) })
  }
  return edits.reduce((document, edit) => apply(document, edit).document, emptyProject)
}

function memorySource(stems: Stems): OfflineSource {
  return {
    prepare: () => Promise.resolve(),
    read(assetId, startFrame, frames, dest) {
      dest.set(stems[assetId]!.subarray(startFrame * 2, (startFrame + frames) * 2))
    },
  }
}

interface Rendered {
  samples: Float32Array
  summary: RenderSummary
}

/** `workers`: how many share the tracks with the mixing thread, each on a kernel of its own. */
export async function render(
  document: Document,
  stems: Stems,
  stage: RenderStage,
  workers = 0,
  range?: RenderRange,
): Promise<Rendered> {
  const job = prepareRender({ document, songId: 's', stage, ...(range && { range }) })
  const kernel = testKernel()
  const source = memorySource(stems)
  const openPort = () => inProcessPort(stems)
  const feed = songFeed(job, { kernel, source, workers, openPort })
  const song = renderSong(kernel, job, feed, {
    onProgress: () => undefined,
    checkCancelled: () => undefined,
    breathe: () => Promise.resolve(),
  })
  const chunks: Float32Array[] = []
  for (;;) {
    const next = await song.next()
    if (next.done) {
      const samples = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
      let at = 0
      for (const chunk of chunks) {
        samples.set(chunk, at)
        at += chunk.length
      }
      return { samples, summary: next.value }
    }
    chunks.push(next.value)
  }
}

/** A strip worker without a thread: the protocol is the same, the buffers are copied as a message would. */
function inProcessPort(stems: Stems): FeedPort {
  let listener: Parameters<FeedPort['onReply']>[0] = () => undefined
  const serve = serveStrips(testKernel(), memorySource(stems), (reply) => listener(structuredClone(reply)))
  let queue = Promise.resolve()
  return {
    send(request) {
      queue = queue.then(() => serve(structuredClone(request)))
    },
    onReply(next) {
      listener = next
    },
    close() {},
  }
}
