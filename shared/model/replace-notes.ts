import type { Asset, Document } from './document.ts'
import { type ReplaceAudio, replacedClips } from './edits/replace-audio.ts'

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

function names(clips: readonly { name: string }[]): string {
  const shown = clips.slice(0, 5).map(({ name }) => `“${name}”`)
  return clips.length > shown.length ? `${shown.join(', ')} and ${clips.length - shown.length} more` : shown.join(', ')
}

/** Length, rate and channels where they are others, in sentences. */
function differences(from: Asset, to: Asset, sampleRate: number): string[] {
  const notes: string[] = []
  if (from.frames !== to.frames) {
    const seconds = (Math.abs(to.frames - from.frames) / sampleRate).toFixed(3)
    notes.push(`“${to.name}” is ${seconds} s ${to.frames > from.frames ? 'longer' : 'shorter'} than “${from.name}”.`)
  }
  if (to.sourceRate !== sampleRate && to.sourceRate !== from.sourceRate)
    notes.push(`It was resampled from ${to.sourceRate / 1000} to ${sampleRate / 1000} kHz.`)
  if (from.channels !== to.channels)
    notes.push(to.channels === 1 ? 'It is mono, and was stereo before.' : 'It is stereo, and was mono before.')
  return notes
}

/** What the user should know of an exchange of audio, in sentences. `document` is the one before it. */
export function replaceNotes(document: Document, edit: ReplaceAudio): string[] {
  const replaced = replacedClips(document, edit)
  const shortened = replaced.filter(({ before, after }) => after && after.lengthFrames < before.lengthFrames)
  const gone = replaced.filter(({ after }) => !after)
  const notes = differences(
    document.assets[edit.fromAssetId]!,
    document.assets[edit.toAssetId]!,
    document.project.sampleRate,
  )
  if (shortened.length > 0)
    notes.push(
      `${count(shortened.length, 'clip')} shortened to its end: ${names(shortened.map(({ before }) => before))}.`,
    )
  if (gone.length > 0)
    notes.push(`${count(gone.length, 'clip')} behind its end taken away: ${names(gone.map(({ before }) => before))}.`)
  return notes
}
