import { MAX_IMPORT_FILES } from '../../shared/contract/api.ts'
import type { Id, Project } from '../../shared/model/document.ts'
import { songLengthFrames } from '../../shared/model/selectors.ts'
import { zoomToFit } from '../arrange/zoom.ts'
import { documentStore } from '../document/document-store.ts'
import { commonRate } from '../document/file-header.ts'
import { importFiles } from '../document/import-files.ts'
import { formatBars } from '../document/musical-time.ts'
import { notify, notifyError } from '../document/notices.ts'
import { noTargets, targetsOf } from '../import/import-plan.ts'
import { askHowToImport, type ImportAnswer } from '../import/import-question.ts'
import { enterProject } from './project-actions.ts'
import { currentTempo } from './timeline-info.ts'
import { selectTrack } from './view-state.ts'

/**
 * Imports files into the song on the page: a single one onto the audio track it was dropped on, if it was, several as the user
 * says, who is asked first. Shows the first track they lie on.
 */
export async function importIntoSong(files: readonly File[], atFrame: number, trackId?: Id): Promise<void> {
  const { songId, document } = documentStore.getState()
  if (!songId || !document || files.length === 0 || refuseTooMany(files)) return
  const track = document.tracks[trackId ?? '']
  const place = track?.kind === 'audio' ? ({ kind: 'track', trackId: track.id } as const) : undefined
  const map = currentTempo()
  const answer =
    files.length === 1
      ? { files, places: [place], align: undefined }
      : await askHowToImport({
          files,
          sampleRate: document.project.sampleRate,
          targets: targetsOf(document, songId),
          where: map ? formatBars(atFrame, map) : '1.1.1',
          onTrack: track?.kind === 'audio' ? { key: track.id, name: track.name } : null,
        })
  if (answer) await importAsAnswered(answer, songId, atFrame)
}

/** Says so where more files were dropped than one import takes. */
function refuseTooMany(files: readonly File[]): boolean {
  if (files.length <= MAX_IMPORT_FILES) return false
  notify(
    'warning',
    `${files.length} files are more than one import takes.`,
    `Drop up to ${MAX_IMPORT_FILES} at a time.`,
  )
  return true
}

async function importAsAnswered(answer: ImportAnswer, songId: Id, atFrame: number): Promise<void> {
  const { document } = documentStore.getState()
  if (!document?.songs[songId]) return
  const wasEmpty = songLengthFrames(document, songId) === 0
  const trackIds = await importFiles(documentStore.api(), { ...answer, songId, atFrame })
  if (trackIds[0] === undefined || documentStore.getState().songId !== songId) return
  selectTrack(trackIds[0])
  if (wasEmpty) zoomToFit()
}

/** A project's name from the files it begins with: what their names have in common, or the first one's. */
function nameFrom(files: readonly File[]): string {
  const folder = files[0]?.webkitRelativePath.split('/')[0]
  if (folder) return folder
  const bases = files.map((file) => file.name.replace(/\.[^.]*$/, ''))
  let common = bases[0] ?? ''
  for (const base of bases) while (!base.startsWith(common)) common = common.slice(0, -1)
  return common.replace(/[\s_\-.\d]+$/, '').trim() || 'New project'
}

/** A name that no project in the list has yet: "Name", "Name 2", … */
export function freeName(wanted: string, taken: readonly string[]): string {
  const lower = new Set(taken.map((name) => name.toLowerCase()))
  if (!lower.has(wanted.toLowerCase())) return wanted
  for (let number = 2; ; number++) if (!lower.has(`${wanted} ${number}`.toLowerCase())) return `${wanted} ${number}`
}

/** What a project for some stems begins with. */
export interface FirstStems {
  answer: ImportAnswer
  sampleRate: Project['sampleRate']
}

/** The rate that most of some stems have, and how they are to lie; null where the user does not want them after all. */
export async function askForFirstStems(files: readonly File[]): Promise<FirstStems | null> {
  if (refuseTooMany(files)) return null
  const sampleRate = await commonRate(files)
  if (files.length === 1) return { answer: { files, places: [], align: undefined }, sampleRate }
  const answer = await askHowToImport({ files, sampleRate, targets: noTargets, where: '1.1.1', onTrack: null })
  return answer && { answer, sampleRate }
}

/** Makes a project for some stems and imports them into its first song. */
export async function newProjectFrom({ answer, sampleRate }: FirstStems, name?: string): Promise<void> {
  const api = documentStore.api()
  try {
    const { projects } = await api.call('project.list', {})
    const free = freeName(
      (name ?? nameFrom(answer.files)).slice(0, 180),
      projects.map((project) => project.name),
    )
    enterProject(await api.call('project.create', { name: free, sampleRate }))
    const { songId } = documentStore.getState()
    if (songId) await importAsAnswered(answer, songId, 0)
  } catch (error) {
    notifyError(error)
  }
}

/** Says why nothing happened when a drop held nothing to import. */
export function sayNothingDropped(): void {
  notify('info', 'There was no audio file in that.', 'Drop WAV, AIFF, FLAC, MP3, Ogg, Opus or M4A files.')
}

/** What a file chooser offers; the import itself looks at what a file holds, not at its name. */
export const audioFileTypes = 'audio/*,.wav,.aif,.aiff,.flac,.mp3,.ogg,.opus,.m4a,.aac'

/** Asks for files and imports them at the start of the song. */
export function chooseFilesToImport(): void {
  const chooser = window.document.createElement('input')
  chooser.type = 'file'
  chooser.multiple = true
  chooser.accept = audioFileTypes
  chooser.onchange = () => void importIntoSong([...(chooser.files ?? [])], 0).catch(notifyError)
  chooser.click()
}
