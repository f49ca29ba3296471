import type { Asset, Clip, Document } from './document.ts'
import { type ReplaceAudio, replacementOf } from './edits/replace-audio.ts'

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
  const { clips, locked } = replacementOf(document, edit)
  const notes = [
    `“${document.assets[edit.toAssetId]!.name}” plays in place of “${document.assets[edit.fromAssetId]!.name}” in ${count(clips.length, 'clip')}.`,
    ...differences(document.assets[edit.fromAssetId]!, document.assets[edit.toAssetId]!, document.project.sampleRate),
  ]
  const say = (what: string, which: readonly { name: string }[]) => {
    if (which.length > 0) notes.push(`${count(which.length, 'clip')} ${what}: ${names(which)}.`)
  }
  const those = (holds: (before: Clip, after: Clip | null) => boolean) =>
    clips.filter(({ before, after }) => holds(before, after)).map(({ before }) => before)
  say(
    'shortened to its end',
    those((before, after) => after !== null && after.lengthFrames < before.lengthFrames),
  )
  say(
    'repeating less of it',
    those((before, after) => after !== null && after.loopFrames < before.loopFrames),
  )
  say(
    'behind its end taken away',
    those((_, after) => after === null),
  )
  say('left as it was because it is locked', locked)
  for (const trackId of new Set(clips.map(({ before }) => before.trackId))) {
    const track = document.tracks[trackId]
    if (track?.frozen) notes.push(`“${track.name}” is frozen and plays the old sound: freeze it again.`)
  }
  return notes
}
