import { create } from 'zustand'
import type { CallInput, CallOutput } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import type { FindOutcome, MediaList, mediaCalls } from '../../shared/contract/media.ts'
import type { Id } from '../../shared/model/document.ts'
import { formatBytes } from '../../shared/model/units.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { explain, notifyError } from '../document/notices.ts'
import { lookAtAudio, setOffline } from './offline-store.ts'

/** What the panel asks for below its buttons. */
export type MediaStep = null | 'find' | 'remove' | 'copy' | { relink: Id }

interface MediaState {
  list: MediaList | null
  step: MediaStep
  /** What runs now; null while nothing does. */
  task: { id: Id; label: string; fraction: number } | null
  /** What came of the last task, line by line. */
  report: { kind: 'done' | 'failed'; lines: readonly string[] } | null
}

const nothing: MediaState = { list: null, step: null, task: null, report: null }

/** What the media panel shows. It lasts while the panel is closed, as its tasks do. */
export const useMedia = create<MediaState>(() => nothing)

export function setStep(step: MediaStep): void {
  useMedia.setState({ step, report: null })
}

export async function refreshMedia(): Promise<void> {
  try {
    useMedia.setState({ list: await documentStore.api().call('media.list', {}) })
  } catch (error) {
    notifyError(error)
  }
}

/** Looks at the pool anew and lists what is there. */
export async function openMedia(): Promise<void> {
  if (useMedia.getState().task === null) useMedia.setState({ ...nothing, list: useMedia.getState().list })
  await lookAtAudio()
  await refreshMedia()
}

type TaskCall = {
  [N in keyof typeof mediaCalls]: CallInput<N> extends { taskId: Id } ? N : never
}[keyof typeof mediaCalls]

/** Runs a call with progress and a way to cancel it; its answer becomes the report's lines. One runs at a time. */
async function run<N extends TaskCall>(
  name: N,
  label: string,
  input: Omit<CallInput<N>, 'taskId'>,
  linesOf: (answer: CallOutput<N>) => readonly string[],
): Promise<void> {
  if (useMedia.getState().task !== null) return
  const api = documentStore.api()
  const id = newId()
  useMedia.setState({ task: { id, label, fraction: 0 }, report: null })
  const off = api.on('task.progress', ({ taskId, fraction }) => {
    if (taskId === id) useMedia.setState({ task: { id, label, fraction } })
  })
  try {
    const answer = await api.call(name, { ...input, taskId: id } as CallInput<N>)
    if ('offline' in answer) setOffline(answer.offline)
    useMedia.setState({ report: { kind: 'done', lines: linesOf(answer) }, step: null })
  } catch (error) {
    report(error)
  } finally {
    off()
    useMedia.setState({ task: null })
  }
  await refreshMedia()
}

function report(error: unknown): void {
  const { message, remedy } = explain(error)
  const isCancelled = error instanceof ApiError && error.code === 'cancelled'
  useMedia.setState({
    report: { kind: isCancelled ? 'done' : 'failed', lines: [isCancelled ? message : `${message} ${remedy}`] },
  })
}

export function cancelTask(): void {
  const { task } = useMedia.getState()
  if (task) void documentStore.api().call('media.cancel', { taskId: task.id }).catch(notifyError)
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

function nameOf(assetId: Id): string {
  return documentStore.getState().document?.assets[assetId]?.name ?? assetId
}

export function verifyAudio(): Promise<void> {
  return run('media.verify', 'Verifying the audio', {}, ({ sounds, bytes, offline, remade, peaksRebuilt, faults }) => [
    `${count(sounds, 'sound')} read (${formatBytes(bytes)}): ${offline.length === 0 ? 'all are whole.' : `${offline.length} offline.`}`,
    ...offline.map(({ assetId, state }) => `“${nameOf(assetId)}” is ${state}.`),
    ...remade.map((name) => `“${name}” was made again from its original.`),
    ...(peaksRebuilt > 0 ? [`${count(peaksRebuilt, 'waveform')} drawn again.`] : []),
    ...faults,
  ])
}

function found({ name, originalName, path, otherSound }: FindOutcome): string {
  if (path !== null) return `“${name}” is back, from ${path}.`
  if (otherSound !== null) return `“${name}” was not found: ${otherSound} has its name and another sound.`
  return `“${name}” was not found (it came from “${originalName}”).`
}

export function findAudio(folder: string): Promise<void> {
  return run('media.find', 'Searching', { folder }, ({ outcomes, files, isComplete }) => [
    `${count(outcomes.filter(({ path }) => path !== null).length, 'sound')} of ${outcomes.length} found among ${count(files, 'file')}.`,
    ...outcomes.map(found),
    ...(isComplete ? [] : ['The folder holds more files than are searched: choose a folder inside it.']),
  ])
}

export function relinkAudio(assetId: Id, path: string): Promise<void> {
  return run('media.relink', 'Reading the file', { assetId, path }, ({ restored }) =>
    restored.map((name) => `“${name}” is back.`),
  )
}

export function copyProject(path: string, withOriginals: boolean): Promise<void> {
  return run('media.copy', 'Copying the project', { path, withOriginals }, ({ path: at, files, bytes, notes }) => [
    `${count(files, 'file')} (${formatBytes(bytes)}) copied to ${at}.`,
    ...notes,
  ])
}

/** Removes what is unused. Where the trash refuses, the list asks again, for deleting it. */
export async function removeUnused(permanently: boolean): Promise<void> {
  try {
    const { files, bytes, trashed } = await documentStore.api().call('media.removeUnused', { permanently })
    const how = trashed ? 'moved to the trash' : 'deleted'
    useMedia.setState({
      report: { kind: 'done', lines: [`${count(files, 'file')} (${formatBytes(bytes)}) ${how}.`] },
      step: null,
    })
  } catch (error) {
    report(error)
  }
  await refreshMedia()
}

export async function setKeepOriginals(keepOriginals: boolean): Promise<void> {
  try {
    await documentStore.api().call('media.setKeepOriginals', { keepOriginals })
  } catch (error) {
    notifyError(error)
  }
  await refreshMedia()
}
