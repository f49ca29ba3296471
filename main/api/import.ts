import { rm } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { CallInput, EventPayload } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Emit, Handlers } from '../../shared/contract/handlers.ts'
import type { Placement } from '../../shared/contract/placement.ts'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { incomingFolder } from '../store/project-folder.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { type FileToImport, importFiles } from './import-files.ts'
import type { Session } from './session.ts'
import type { SettingsFile } from './settings.ts'
import { receiveUpload, type Upload } from './upload.ts'

type Request = CallInput<'import.begin'>

interface Job {
  uploads: Map<Id, Upload>
  controller: AbortController
  done: Promise<void>
}

/** Share of an uploaded file's progress that the upload takes. */
const uploadShare = 0.4

export interface ImportHandlers {
  handlers: Pick<Handlers, 'import.begin' | 'import.chunk' | 'import.cancel'>
  /** Ends the jobs whose bytes can no longer come, because the page that sent them is gone. */
  abandonUploads(): Promise<void>
  /** Runs work when the imports begun before it have ended; those begun later wait for it. */
  between<T>(work: () => Promise<T>): Promise<T>
}

export function importHandlers(session: Session, settings: SettingsFile, emit: Emit): ImportHandlers {
  const jobs = new Map<Id, Job>()
  /** Jobs run one after another: tracks land in the order the imports were begun. */
  let turn: Promise<void> = Promise.resolve()

  async function cancel(job: Job): Promise<void> {
    job.controller.abort()
    await dropUploads(job.uploads)
    await job.done
  }

  function begin(request: Request, store: ProjectStore): Job {
    const { jobId } = request
    const folder = join(store.path, incomingFolder, jobId)
    const uploads = new Map<Id, Upload>()
    const progress = (ref: Id, phase: EventPayload<'import.progress'>['phase'], fraction: number) =>
      emit('import.progress', { jobId, ref, phase, fraction: Math.min(1, fraction) })
    const files = request.files.map(({ ref, name, source, place }, index): FileToImport => {
      if ('path' in source) return { ref, name, place, source: async () => ({ path: source.path }) }
      const upload = receiveUpload(join(folder, String(index)), name, source)
      uploads.set(ref, upload)
      return { ref, name, place, source: () => upload.whole }
    })
    const controller = new AbortController()
    const run = async () => {
      try {
        const outcome = await importFiles({
          ...request,
          store,
          keepOriginals: settings.get('keepOriginals'),
          files,
          signal: controller.signal,
          onProgress: (ref, share) =>
            progress(
              ref,
              share < 1 ? 'convert' : 'ready',
              uploads.has(ref) ? uploadShare + (1 - uploadShare) * share : share,
            ),
        })
        if (outcome.change) emit('document.changed', outcome.change)
        emit('import.finished', { jobId, cancelled: outcome.cancelled, results: outcome.results })
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        const fault = { message, remedy: 'This is a fault of the program: please report it.' }
        const results = files.map(({ ref, name }) => ({ ref, name, trackIds: [], notes: [], error: fault }))
        emit('import.finished', { jobId, cancelled: false, results })
      } finally {
        jobs.delete(jobId)
        await dropUploads(uploads)
        await rm(folder, { recursive: true, force: true })
      }
    }
    // One that is cancelled while it waits for its turn does not wait on.
    const aborted = new Promise<void>((resolve) => {
      controller.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    const before = turn
    const done = Promise.race([before, aborted]).then(run)
    turn = Promise.all([before, done]).then(() => undefined)
    return { uploads, controller, done }
  }

  session.onLeave(async () => {
    await Promise.all([...jobs.values()].map(cancel))
  })

  return {
    async abandonUploads() {
      const waiting = [...jobs.values()].filter(({ uploads }) =>
        [...uploads.values()].some((upload) => upload.share() < 1),
      )
      await Promise.all(waiting.map(cancel))
    },
    between(work) {
      const result = turn.then(work)
      turn = result.then(
        () => undefined,
        () => undefined,
      )
      return result
    },
    handlers: {
      async 'import.begin'(request) {
        const store = session.requireWritable()
        check(request, store.document, jobs)
        jobs.set(request.jobId, begin(request, store))
        return {}
      },
      async 'import.chunk'({ jobId, ref }, bytes) {
        const upload = jobs.get(jobId)?.uploads.get(ref)
        if (!upload)
          throw new ApiError('not-found', `No upload ${ref} of the import ${jobId} is expected.`, 'Import again.')
        await upload.push(bytes)
        emit('import.progress', { jobId, ref, phase: 'upload', fraction: uploadShare * upload.share() })
        return {}
      },
      async 'import.cancel'({ jobId }) {
        const job = jobs.get(jobId)
        if (job) await cancel(job)
        return {}
      },
    },
  }
}

/** Stops what still comes, and removes what came: after it nothing is written any more. */
async function dropUploads(uploads: ReadonlyMap<Id, Upload>): Promise<void> {
  const reason = new AudioFileError('cancelled', 'The import was cancelled.', 'Import again when you want it.')
  await Promise.all([...uploads.values()].map((upload) => upload.drop(reason)))
}

/** Refuses a request before anything is done for it. */
function check({ jobId, songId, files }: Request, document: Document, jobs: Map<Id, Job>): void {
  if (jobs.has(jobId)) throw new ApiError('exists', `The import ${jobId} is running already.`, 'Use a new id.')
  if (!document.songs[songId])
    throw new ApiError('not-found', `There is no song ${songId} in this project.`, 'Choose one of its songs.')
  if (new Set(files.map(({ ref }) => ref)).size < files.length)
    throw new ApiError('bad-request', 'Two files of the import have the same ref.', 'Give each its own.')
  for (const { source, place } of files) {
    if ('path' in source && !isAbsolute(source.path))
      throw new ApiError('bad-request', `“${source.path}” is no absolute path.`, 'Give the whole path.')
    if (place) checkPlace(place, songId, document)
  }
}

function checkPlace(place: Placement, songId: Id, document: Document): void {
  if (place.kind === 'replace' && !document.assets[place.assetId])
    throw new ApiError('not-found', `There is no audio ${place.assetId} in this project.`, 'Choose some of its audio.')
  const device = place.kind === 'device' ? document.devices[place.ownerId]?.[place.deviceId] : undefined
  if (place.kind === 'device' && !(device && deviceSpecs[device.kind].file))
    throw new ApiError(
      'not-found',
      `There is no device ${place.deviceId} that plays a file.`,
      'Choose a device that takes one.',
    )
  const trackId = place.kind === 'track' || place.kind === 'sequence' ? place.trackId : null
  const track = trackId === null ? undefined : document.tracks[trackId]
  if (trackId !== null && (track?.songId !== songId || track.kind !== 'audio'))
    throw new ApiError('not-found', `The song has no audio track ${trackId}.`, 'Choose one of its audio tracks.')
}
