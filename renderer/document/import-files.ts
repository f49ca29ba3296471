import { create } from 'zustand'
import type { EventPayload, ImportFile } from '../../shared/contract/api.ts'
import type { Api } from '../../shared/contract/connection.ts'
import type { Alignment, Placement } from '../../shared/contract/placement.ts'
import type { Id } from '../../shared/model/document.ts'
import { decodeFile, needsBrowserDecoder } from './decode-file.ts'
import { newId } from './new-id.ts'
import { explain } from './notices.ts'
import { pathForFile } from './open-api.ts'

export type ImportPhase = 'waiting' | 'upload' | 'convert' | 'ready' | 'done' | 'failed'

/** One file on its way into the pool. */
export interface ImportRow {
  ref: Id
  name: string
  bytes: number
  phase: ImportPhase
  /** 0 … 1 within the whole file. */
  fraction: number
  /** What the import wants the user to know. */
  notes: string[]
  error: { message: string; remedy: string } | null
}

export interface ImportJob {
  id: Id
  state: 'running' | 'cancelling' | 'cancelled' | 'finished'
  rows: ImportRow[]
}

export const useImports = create<{ jobs: ImportJob[] }>(() => ({ jobs: [] }))

const chunkBytes = 4 * 1024 * 1024
const aborts = new Map<Id, AbortController>()

function changeJob(jobId: Id, change: (job: ImportJob) => Partial<ImportJob>): void {
  useImports.setState(({ jobs }) => ({
    jobs: jobs.map((job) => (job.id === jobId ? { ...job, ...change(job) } : job)),
  }))
}

function changeRow(jobId: Id, ref: Id, change: Partial<ImportRow>): void {
  changeJob(jobId, (job) => ({ rows: job.rows.map((row) => (row.ref === ref ? { ...row, ...change } : row)) }))
}

/** What is sent for one file, in this order. */
interface Upload {
  ref: Id
  parts: Blob[]
}

interface Prepared {
  file: ImportFile
  upload: Upload | null
}

async function prepare(jobId: Id, ref: Id, file: File, signal: AbortSignal): Promise<Prepared> {
  if (await needsBrowserDecoder(file)) {
    changeRow(jobId, ref, { phase: 'convert' })
    const decoded = await decodeFile(file, (fraction) => changeRow(jobId, ref, { fraction: fraction / 2 }), signal)
    if (decoded)
      return {
        file: {
          ref,
          name: file.name,
          source: { uploadBytes: file.size, decoded: { format: decoded.format, pcmBytes: decoded.wav.size } },
        },
        upload: { ref, parts: [file, decoded.wav] },
      }
  }
  const path = pathForFile(file)
  if (path !== null) return { file: { ref, name: file.name, source: { path } }, upload: null }
  return {
    file: { ref, name: file.name, source: { uploadBytes: file.size } },
    upload: { ref, parts: [file] },
  }
}

/** Sends a file slice by slice; each is answered when it is on disk, and only then the next is read. */
async function send(api: Api, jobId: Id, upload: Upload, signal: AbortSignal): Promise<void> {
  for (const part of upload.parts)
    for (let at = 0; at < part.size; at += chunkBytes) {
      if (signal.aborted) return
      const bytes = new Uint8Array(await part.slice(at, at + chunkBytes).arrayBuffer())
      await api.call('import.chunk', { jobId, ref: upload.ref }, bytes)
    }
}

export interface ImportRequest {
  files: readonly File[]
  songId: Id
  /** Where the clips begin that nothing else places. */
  atFrame: number
  /** How time stamps place the files that carry one; without, they do not. */
  align?: Alignment | undefined
  /** Of each file, in their order; a new track where there is none. */
  places?: readonly (Placement | undefined)[]
}

/**
 * Imports files into a song. Progress and results stand in `useImports`; the tracks come with the document's change.
 * Resolves with the imported tracks when the job has ended.
 */
export async function importFiles(api: Api, request: ImportRequest): Promise<Id[]> {
  const jobId = newId()
  const abort = new AbortController()
  aborts.set(jobId, abort)
  const named = request.files.map((file) => ({ ref: newId(), file }))
  const rows = named.map(
    ({ ref, file }): ImportRow => ({
      ref,
      name: file.name,
      bytes: file.size,
      phase: 'waiting',
      fraction: 0,
      notes: [],
      error: null,
    }),
  )
  useImports.setState(({ jobs }) => ({ jobs: [...jobs, { id: jobId, state: 'running', rows }] }))

  let finish: (payload: EventPayload<'import.finished'>) => void = () => {}
  const finished = new Promise<EventPayload<'import.finished'>>((resolve) => {
    finish = resolve
  })
  const offProgress = api.on('import.progress', (progress) => {
    if (progress.jobId === jobId) changeRow(jobId, progress.ref, { phase: progress.phase, fraction: progress.fraction })
  })
  const offFinished = api.on('import.finished', (payload) => {
    if (payload.jobId === jobId) finish(payload)
  })
  try {
    const prepared: Prepared[] = []
    for (const { ref, file } of named) prepared.push(await prepare(jobId, ref, file, abort.signal))
    await api.call('import.begin', {
      jobId,
      songId: request.songId,
      atFrame: Math.round(request.atFrame),
      ...(request.align === undefined ? {} : { align: request.align }),
      files: prepared.map(({ file }, index) => {
        const place = request.places?.[index]
        return place ? { ...file, place } : file
      }),
    })
    const uploads = prepared.flatMap(({ upload }) => upload ?? [])
    const sent = (async () => {
      for (const upload of uploads) {
        changeRow(jobId, upload.ref, { phase: 'upload' })
        await send(api, jobId, upload, abort.signal)
      }
    })()
    const payload = await Promise.race([finished, sent.then(() => finished)])
    for (const result of payload.results)
      changeRow(jobId, result.ref, {
        phase: result.error ? 'failed' : 'done',
        fraction: 1,
        notes: result.notes,
        error: result.error,
      })
    changeJob(jobId, () => ({ state: payload.cancelled ? 'cancelled' : 'finished' }))
    return payload.results.flatMap((result) => result.trackIds)
  } catch (error) {
    const cancelled = abort.signal.aborted
    if (!cancelled) void api.call('import.cancel', { jobId }).catch(() => {})
    const fault = explain(error)
    changeJob(jobId, (job) => ({
      state: cancelled ? 'cancelled' : 'finished',
      rows: cancelled ? job.rows : job.rows.map((row) => ({ ...row, phase: 'failed', error: row.error ?? fault })),
    }))
    return []
  } finally {
    offProgress()
    offFinished()
    aborts.delete(jobId)
  }
}

/** Stops a running import; what was not finished leaves nothing behind. */
export function cancelImport(api: Api, jobId: Id): void {
  changeJob(jobId, () => ({ state: 'cancelling' }))
  aborts.get(jobId)?.abort()
  // A job that was still decoding here is not known to main yet.
  void api.call('import.cancel', { jobId }).catch(() => {})
}

export function dismissImport(jobId: Id): void {
  useImports.setState(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== jobId) }))
}
