import { arpeggiate, bassLine, comp, letRing } from '../score/accompaniment.ts'
import { chordChart } from '../score/chords.ts'
import { melody } from '../score/melody.ts'
import type { Groove } from '../score/rhythm.ts'
import { voiceChords } from '../score/voicing.ts'

// Harbour Lights: what is played. Warm pop in D major, 96 beats a minute, sixteenths swung a little.

export const groove: Groove = { bpm: 96, swing: 0.56 }
export const beatsPerBar = 4
const scale = [2, 4, 6, 7, 9, 11, 1]

// Intro 0-1, verse 2-5, pre-chorus 6-7, chorus 8-15, ending 16-17.
export const harbourLightsChords = chordChart(
  `Dadd9 | Gmaj7
   | Dadd9 | A/C# | Bm7 | Gmaj7
   | Em7 | A7sus4 A
   | Gmaj7 | A | F#m7 | Bm7 | Gmaj7 | F#m7 Bm7 | Em7 | A7sus4
   | Gm6 | Dmaj9`,
  beatsPerBar,
)
const chords = harbourLightsChords
const keysVoicing = voiceChords(chords, { voices: 4, lowMidi: 54, highMidi: 74 })
const guitarVoicing = voiceChords(chords, { voices: 5, lowMidi: 50, highMidi: 76 })
export const padVoicing = voiceChords(chords, { voices: 4, lowMidi: 57, highMidi: 79 })

export const voiceTune = melody(
  `r:.5 F#4:.5=na F#4=na G4=lou A4:1=a F#4=na | E4:1.5=lou D4:.5=na E4:1=nou r
   | r:.5 D4:.5=ya D4=na E4=lou F#4:1=na D4=lei | D4:1.5=wa B3:.5=na D4:1=nou r
   | r:.5 E4:.5=na G4=na A4=lou B4:1.5=wei A4:.5=na | G4:.5=lou A4=na D5:1.5=wa B4:.5=na C#5:1=lei
   | D5:1=hei! B4:.5=ya A4=na B4:1=lou r:.5 A4=na | C#5:1=wei B4:.5=ya A4=na E4:1=lou r
   | A4:1=na F#4:.5=ya E4=na F#4:1=lou r:.5 E4=na | D5:1.5=wei B4:.5=ya A4:1=nou r
   | D5:1=hei! B4:.5=ya A4=na B4:1=lou r:.5 D5=ya | C#5:1=wei A4=na B4=lou D5:.5=na E5=ya
   | E5:1.5=wa! D5:.5=na B4:1=lou G4=na | A4:2=lou r:1 F#4:.5=na, E4=na,
   | E4:1=wei, D4:2=nou, r:1 | F#4:3.5=a, r:.5`,
  2,
  beatsPerBar,
  0.74,
)

export const leadTune = melody(
  `r:.5 A5:.5 F#5 E5 F#5:1 D5 | r:.5 B5:.5 A5 F#5 A5:1.5 r:.5
   | r:4 | r:3 C#5:.5 E5 | r:4 | r:3 F#5:.5 E5
   | r:4 | r:2 E5:.5 F#5 G5 A5
   | B5:3 r:1 | A5:2 r:1 E5:.5 F#5 | A5:1 C#6:2 r:1 | B5:2 r:1 F#5:.5 A5
   | B5:3 r:1 | C#6:1 A5 B5 D6 | E6:1 D6 B5:2 | A5:2 r:2
   | r:1 D5:.5 E5 G5:1 Bb5 | A5:3, r:1`,
  0,
  beatsPerBar,
  0.7,
)

export const bassTune = [
  ...bassLine(chords, 'R:3, 5:.5, ^:.5,', 1, 1, beatsPerBar, 28, scale, 0.66),
  ...bassLine(chords, 'R:1.5 R:.5, R:1 5:.5 ^:.5', 2, 3, beatsPerBar, 28, scale),
  ...bassLine(chords, 'R:1.5 R:.5, R:.5 5:.5 8:.5 ^:.5', 5, 1, beatsPerBar, 28, scale),
  ...bassLine(chords, 'R:.5 R:.5, R:.5 R:.5, R:.5 R:.5, 8:.5 ^:.5', 6, 1, beatsPerBar, 28, scale),
  ...bassLine(chords, 'R:.5! R:.5 R:.5 R:.5 R:.5! R:.5 8:.5! ^:.5', 7, 1, beatsPerBar, 28, scale),
  ...bassLine(chords, 'R:.75! 8:.25, R:.5 R:.5, R:.75 5:.25, 8:.5 ^:.5', 8, 3, beatsPerBar, 28, scale, 0.8),
  ...bassLine(chords, 'R:.75! 8:.25, R:.5 R:.5, 5:.5 R:.25 5:.25 8:.5 ^:.5', 11, 1, beatsPerBar, 28, scale, 0.8),
  ...bassLine(chords, 'R:.75! 8:.25, R:.5 5:.5, R:.75 5:.25, 8:.5 ^:.5', 12, 3, beatsPerBar, 28, scale, 0.8),
  ...bassLine(chords, 'R:.75! 8:.25, R:.5 5:.5, 8:.5! 5:.5 R:.5 ^:.5', 15, 1, beatsPerBar, 28, scale, 0.8),
  ...bassLine(chords, 'R:4', 16, 1, beatsPerBar, 28, scale, 0.7),
  ...letRing(bassLine(chords, 'R:4', 17, 1, beatsPerBar, 28, scale, 0.58), 68, 3),
]

export const keysTune = [
  ...comp(chords, keysVoicing, '4', 0, 2, beatsPerBar, 0.5),
  ...comp(chords, keysVoicing, '1.5! .5, r:.5 1.5,', 2, 4, beatsPerBar, 0.52),
  ...comp(chords, keysVoicing, '1.5! .5, 1 .5, .5', 6, 2, beatsPerBar, 0.6),
  ...comp(chords, keysVoicing, '.75! .75, .5 r:.5 .5, 1', 8, 8, beatsPerBar, 0.66),
  ...letRing(comp(chords, keysVoicing, '4', 16, 2, beatsPerBar, 0.48), 68, 4),
]

export const guitarTune = [
  ...arpeggiate(chords, guitarVoicing, '02341232', 0.5, 1.5, 0, 2, beatsPerBar, 0.56),
  ...arpeggiate(chords, guitarVoicing, '0234.232 02431232', 0.5, 1.25, 2, 4, beatsPerBar, 0.5),
  ...arpeggiate(chords, guitarVoicing, '0.2.3.2. 4.3.2.3. 0.2.3.24 3.2.4.3.', 0.25, 1, 6, 2, beatsPerBar, 0.56),
  ...arpeggiate(chords, guitarVoicing, '0.234.32 .3.24.3. 0.243.2. 4.32.4.3', 0.25, 1, 8, 8, beatsPerBar, 0.62),
  ...arpeggiate(chords, guitarVoicing, '02341232', 0.5, 2, 16, 1, beatsPerBar, 0.5),
  ...letRing(comp(chords, guitarVoicing, '4', 17, 1, beatsPerBar, 0.5), 68, 5),
]
