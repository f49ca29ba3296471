import { midiOf, type Note } from './note.ts'

/**
 * Reads a written melody: bars between "|", each a row of `pitch:beats=syllable` or `r:beats`, an omitted length or
 * syllable meaning the one before; "!" at the end accents, "," softens. Every bar must be full.
 *
 *     r:.5 F#4:.5=na F#4 G4! | A4:2=lou r
 *
 * @param firstBar the bar (from 0) in which the text starts
 * @throws Error naming the bar that is not full or the word that cannot be read
 */
export function melody(text: string, firstBar: number, beatsPerBar: number, velocity = 0.75): Note[] {
  const notes: Note[] = []
  let beats = 1
  let syllable: string | undefined
  for (const [index, bar] of text.split('|').entries()) {
    const barStart = (firstBar + index) * beatsPerBar
    let beat = barStart
    for (const word of bar.trim().split(/\s+/)) {
      const match = /^(r|[A-G][#b]?\d)(?::([\d.]+))?(?:=([a-z]+))?([!,]?)$/.exec(word)
      if (!match) throw new Error(`Bar ${firstBar + index + 1}: "${word}" is no note: write pitch:beats=syllable.`)
      if (match[2]) beats = Number(match[2])
      if (match[3]) syllable = match[3]
      if (match[1] !== 'r') {
        const accent = match[4] === '!' ? 0.14 : match[4] === ',' ? -0.18 : 0
        notes.push({ beat, beats, midi: midiOf(match[1]!), velocity: velocity + accent, syllable })
      }
      beat += beats
    }
    const filled = beat - barStart
    if (Math.abs(filled - beatsPerBar) > 1e-6)
      throw new Error(`Bar ${firstBar + index + 1} holds ${filled} beats of ${beatsPerBar}: add or take away.`)
  }
  return notes
}
