import type { Clip } from '../../shared/model/document.ts'
import type { Envelope } from './envelope.ts'

/**
 * Where a clip's content lies, counted in frames along one line that stays with the sound: trimming and moving a clip leave
 * what is drawn of it where it is. Forwards the line counts the audio's own frames; backwards it counts them down from 0, so that it
 * ascends from left to right as well; a loop goes round on it.
 */
export interface ContentLine {
  readonly reversed: boolean
  readonly loopStartFrames: number
  readonly loopFrames: number
}

type Source = Pick<Clip, 'offsetFrames' | 'lengthFrames' | 'reversed'>

/** The place on its line of what a clip plays `frame` frames behind its own start. */
export function contentAt(clip: Source, frame: number): number {
  return clip.reversed ? frame - clip.offsetFrames - clip.lengthFrames : clip.offsetFrames + frame
}

/** A piece of audio in one go: where it begins behind the stretch's start, and its first frame in the audio's own order. */
export interface ContentPiece {
  readonly atFrames: number
  readonly frames: number
  readonly sourceFrame: number
}

/** The pieces of audio that lie between two places of a line, from left to right. */
export function contentPieces(line: ContentLine, startFrame: number, endFrame: number): ContentPiece[] {
  const { reversed, loopStartFrames, loopFrames } = line
  const [from, to] = reversed ? [-endFrame, -startFrame] : [startFrame, endFrame]
  if (loopFrames === 0) return [{ atFrames: 0, frames: to - from, sourceFrame: from }]
  const pieces: ContentPiece[] = []
  for (let at = from; at < to; ) {
    const inLoop = (((at - loopStartFrames) % loopFrames) + loopFrames) % loopFrames
    const frames = Math.min(loopFrames - inLoop, to - at)
    const atFrames = reversed ? to - at - frames : at - from
    pieces.push({ atFrames, frames, sourceFrame: loopStartFrames + inLoop })
    at += frames
  }
  return reversed ? pieces.reverse() : pieces
}

/** The outline of a stretch, put together from its pieces: `outline` draws frames of the audio into so many columns. */
export function contentEnvelope(
  pieces: readonly ContentPiece[],
  reversed: boolean,
  columns: number,
  outline: (sourceFrame: number, endFrame: number, columns: number, piece: ContentPiece) => Envelope,
): Envelope {
  const total = pieces.reduce((sum, { frames }) => sum + frames, 0)
  const whole = { max: new Float32Array(columns), min: new Float32Array(columns) }
  for (const piece of pieces) {
    const first = Math.min(columns - 1, Math.round((piece.atFrames / total) * columns))
    const end = Math.max(first + 1, Math.round(((piece.atFrames + piece.frames) / total) * columns))
    const part = outline(piece.sourceFrame, piece.sourceFrame + piece.frames, end - first, piece)
    if (reversed) {
      part.max.reverse()
      part.min.reverse()
    }
    whole.max.set(part.max.subarray(0, columns - first), first)
    whole.min.set(part.min.subarray(0, columns - first), first)
  }
  return whole
}
