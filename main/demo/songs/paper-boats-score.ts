import { arpeggiate, bassLine, comp, letRing } from '../score/accompaniment.ts'
import { chordChart } from '../score/chords.ts'
import { melody } from '../score/melody.ts'
import type { Groove } from '../score/rhythm.ts'
import { voiceChords } from '../score/voicing.ts'

// Paper Boats: what is played. A ballad in F major, three slow beats to the bar.

export const groove: Groove = { bpm: 72, swing: 0.5 }
export const beatsPerBar = 3
const scale = [5, 7, 9, 10, 0, 2, 4]

// Intro 0-1, verse 2-9, chorus 10-15, ending 16-17.
export const paperBoatsChords = chordChart(
  `Fadd9 | Bbmaj7/F
   | Fadd9 | C/E | Dm7 | Bbmaj7 | Fadd9 | C/E | Gm7 | C7sus4
   | Bbmaj7 | C/Bb | Am7 | Dm7 | Gm7 | C7sus4 C7:1
   | Bbm6/F | Fadd9`,
  beatsPerBar,
)
const chords = paperBoatsChords
const guitarVoicing = voiceChords(chords, { voices: 4, lowMidi: 53, highMidi: 72 })
const pianoVoicing = voiceChords(chords, { voices: 4, lowMidi: 58, highMidi: 77 })
export const stringsVoicing = voiceChords(chords, { voices: 4, lowMidi: 55, highMidi: 79 })

export const voiceTune = melody(
  `r:1 A3:.5=na Bb3=na C4:1=lou | G3:2=wei r:1 | r:1 F3:.5=ya G3=na A3:1=lou | F3:2=nou r:1
   | r:1 A3:.5=na Bb3=na C4:1=lou | E4:1=wei D4:.5=na C4:1=lou r:.5 | Bb3:1=na A3:.5=ya G3=na D4:1=lei | C4:2=nou r:1
   | D4:1.5=hei C4:.5=ya A3:1=lou | G3:1=na C4:1.5=wei r:.5 | E4:1.5=wa! D4:.5=na C4:1=lou | A3:2=nou r:.5 F3=na
   | Bb3:1=lei A3:.5=na G3=na F3:1=lou | F3:1=na G3=na E3=lou | F3:2=nou, r:1 | A3:2.5=a, r:.5`,
  2,
  beatsPerBar,
  0.72,
)

export const fluteTune = melody(
  `r:1.5 C5:.5 F5 G5 | A5:1 G5:.5 F5 D5:1
   | r:3 | r:2 C5:.5 D5 | r:3 | r:2 D5:.5 F5
   | r:3 | r:2.5 G5:.5 | r:3 | r:2 G5:.5 Bb5
   | A5:2 F5:1 | G5:2 E5:.5 G5 | A5:1.5 G5:.5, C6:1 | A5:1.5 G5:.5 F5:1
   | D5:2 G5:1 | F5:2 E5:1 | r:1 Db5:.5, F5, G5:1, | A5:2.5, r:.5`,
  0,
  beatsPerBar,
  0.66,
)

export const guitarTune = [
  ...arpeggiate(chords, guitarVoicing, '012321', 0.5, 1.8, 0, 2, beatsPerBar, 0.6),
  ...arpeggiate(chords, guitarVoicing, '012321 013231', 0.5, 1.5, 2, 8, beatsPerBar, 0.56),
  ...arpeggiate(chords, guitarVoicing, '0.1.2123.212 0.123.212.13', 0.25, 1.5, 10, 6, beatsPerBar, 0.62),
  ...arpeggiate(chords, guitarVoicing, '012321', 0.5, 2, 16, 1, beatsPerBar, 0.5),
  ...letRing(comp(chords, guitarVoicing, '3', 17, 1, beatsPerBar, 0.5), 51, 4),
]
export const guitarBassNotes = [...bassLine(chords, 'R:3', 0, 18, beatsPerBar, 41, scale, 0.62)]

export const pianoTune = [
  ...comp(chords, pianoVoicing, '3', 2, 4, beatsPerBar, 0.36),
  ...comp(chords, pianoVoicing, '2 1,', 6, 4, beatsPerBar, 0.42),
  ...comp(chords, pianoVoicing, '1! 1, 1,', 10, 6, beatsPerBar, 0.5),
  ...letRing(comp(chords, pianoVoicing, '3', 16, 2, beatsPerBar, 0.38), 51, 4),
  ...melody('A5:.5 G5 F5:2 | r:3 | r:1 C6:.5, A5, G5:1, | F5:3,', 14, beatsPerBar, 0.4),
]

export const bassTune = [
  ...bassLine(chords, 'R:3,', 2, 2, beatsPerBar, 28, scale, 0.66),
  ...bassLine(chords, 'R:2 5:1,', 4, 2, beatsPerBar, 28, scale, 0.68),
  ...bassLine(chords, 'R:2 ^:1,', 6, 4, beatsPerBar, 28, scale, 0.7),
  ...bassLine(chords, 'R:1.5! 5:.5, 8:.5 ^:.5,', 10, 5, beatsPerBar, 28, scale, 0.76),
  ...bassLine(chords, 'R:1.5! 5:.5, R:1', 15, 1, beatsPerBar, 28, scale, 0.74),
  ...bassLine(chords, 'R:3', 16, 1, beatsPerBar, 28, scale, 0.62),
  ...letRing(bassLine(chords, 'R:3,', 17, 1, beatsPerBar, 28, scale, 0.6), 51, 3),
]
