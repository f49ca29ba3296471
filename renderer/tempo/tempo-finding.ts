import type { TempoCandidate } from '../../shared/measure/detect-tempo.ts'
import type { Clip, Document, Id, Song } from '../../shared/model/document.ts'
import { apply } from '../../shared/model/edits/apply.ts'
import type { Edit, SingleEdit } from '../../shared/model/edits/edit.ts'
import { frameAtBar, framesPerBeatAt, positionAt, tempoMapOf } from '../../shared/model/tempo-map.ts'
import { signaturePlaceAt, tempoPlaceAt, tempoPlaceEdit } from './tempo-places.ts'

/** A found tempo this close to a whole one, as a share of it, is that one: hardly anybody plays to a click of 95.99. */
const WHOLE_SHARE = 0.0002
/** A bar that begins this close to the first beat begins on it. */
const ON_BEAT_SECONDS = 0.002
/** A hand may be this far from the beat that it plays to. */
const NEAR_BEAT_SECONDS = 0.01

/** A found tempo as it is offered and set, in beats a minute. */
export function settledBpm(bpm: number): number {
  const whole = Math.round(bpm)
  return Math.abs(bpm - whole) <= WHOLE_SHARE * bpm ? whole : Math.round(bpm * 100) / 100
}

/** The document with a found tempo holding at a clip's start, where the clip's first beat lies, and the edit that makes it so. */
function withTempo(document: Document, song: Song, clip: Clip, { bpm, firstBeatFrame }: Found) {
  const edit = tempoPlaceEdit(tempoPlaceAt(document, song, clip.startFrame), { bpm: settledBpm(bpm) })
  const map = tempoMapOf(apply(document, edit).document, song.id)
  return { edit, map, frame: clip.startFrame + firstBeatFrame }
}

type Found = Pick<TempoCandidate, 'bpm' | 'firstBeatFrame'>

/** Whether the beats of the song, in a found tempo, fall on those of the clip already. */
export function fallsOnBeat(document: Document, song: Song, clip: Clip, found: Found): boolean {
  const { map, frame } = withTempo(document, song, clip, found)
  const { part } = positionAt(map, frame)
  return Math.min(part, 1 - part) * framesPerBeatAt(map, frame) <= NEAR_BEAT_SECONDS * map.sampleRate
}

/**
 * Sets the tempo that holds at a clip's start to one that was found in it and, with `withBar`, lets a bar begin on its
 * first beat. That is done by a time signature there, the one in force: the bar before it may come out short, as an
 * upbeat is. Clips stay where they are, since their time is frames. `signatureId` names that signature.
 */
export function findingEdit(
  document: Document,
  song: Song,
  clip: Clip,
  found: Found,
  withBar: boolean,
  signatureId: Id,
): Edit {
  const { edit, map, frame } = withTempo(document, song, clip, found)
  const edits: SingleEdit[] = [edit]
  const { bar } = positionAt(map, frame)
  const toBar = Math.min(...[bar, bar + 1].map((each) => Math.abs(frameAtBar(map, each) - frame)))
  if (withBar && toBar > ON_BEAT_SECONDS * map.sampleRate) {
    const { beatsPerBar, beatUnit } = signaturePlaceAt(document, song, frame)
    const signature = { id: signatureId, songId: song.id, frame, beatsPerBar, beatUnit }
    edits.push({ type: 'addTimeSignature', signature })
  }
  return { type: 'batch', label: `Tempo of ${clip.name.slice(0, 100)}: ${settledBpm(found.bpm)} BPM`, edits }
}
