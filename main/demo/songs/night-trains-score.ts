import { arpeggiate, bassLine, letRing } from '../score/accompaniment.ts'
import { chordChart } from '../score/chords.ts'
import { melody } from '../score/melody.ts'
import { type Groove, strokes } from '../score/rhythm.ts'
import { voiceChords } from '../score/voicing.ts'

// Night Trains: what is played. Electronic, A minor, 112 beats a minute.

export const groove: Groove = { bpm: 112, swing: 0.53 }
export const beatsPerBar = 4
const scale = [9, 11, 0, 2, 4, 5, 7]

// Intro 0-3, verse 4-7, chorus 8-15, outro 16-19.
export const nightTrainsChords = chordChart(
  `Am9 | Am9 | Fmaj9 | Fmaj9
   | Am9 | Em7 | Fmaj9 | G6
   | Fmaj7 | G6 | Am7 | C/E | Fmaj7 | G6 | Em7 | Am9
   | Fmaj9 | G6 | Am9 | Am9`,
  beatsPerBar,
)
const chords = nightTrainsChords
const arpVoicing = voiceChords(chords, { voices: 4, lowMidi: 60, highMidi: 79 })
export const padVoicing = voiceChords(chords, { voices: 5, lowMidi: 52, highMidi: 76 })

export const hook = melody(
  `A4:.75 C5 E5:1 D5:.5 C5 r | D5:.75 B4 G4:1 A4:.5 B4 r
   | C5:.75 E5 G5:1 E5:.5 D5 r | E5:1.5 D5:.5 C5:1 r
   | A4:.75 C5 E5:1! F5:.5 E5 r | D5:.75 G5 B5:1! A5:.5 G5 r
   | G5:1 E5:.5 D5 B4:1 D5:.5 E5 | A4:2.5 r:1.5
   | r:2 C5:.75, E5, D5:.5, | B4:2, r | r:2 C5:.75, E5, D5:.5, | A4:3, r:1`,
  8,
  beatsPerBar,
  0.72,
)

export const voiceTune = melody(
  `r:1 A4:.5=na B4=na C5:1.5=lou B4:.5=na | G4:1.5=nou E4:.5=ya r:2
   | r:1 A4:.5=na C5=na E5:1.5=wei D5:.5=na | B4:2=a r
   | A4:3=hou, r:1 | B4:3=a r:1 | C5:3=ou r:1 | G4:2.5=a r:.5 A4:.5=na B4=na
   | C5:3=a r:1 | D5:3=ei r:1 | B4:2=ou D5:1=na B4=na | C5:2.5=lou r:1.5
   | A4:1.5=na, G4:.5=na, E4:1.5=lou, r:.5 | D4:2=nou, r | r:4 | E4:3=ou, r:1`,
  4,
  beatsPerBar,
  0.72,
)

export const bassTune = [
  ...bassLine(chords, 'R:3.5, ^:.5,', 3, 1, beatsPerBar, 33, scale, 0.6),
  ...bassLine(chords, 'R:.75! R:.5 R:.25, r:.5 R:.5 8:.5 R:.5 r:.25 ^:.25', 4, 3, beatsPerBar, 33, scale),
  ...bassLine(chords, 'R:.75! R:.5 R:.25, r:.5 R:.5 5:.25 8:.25 r:1', 7, 1, beatsPerBar, 33, scale),
  ...bassLine(
    chords,
    'r:.25 R:.25 R:.25, 8:.25 r:.25 R:.25 R:.25, 8:.25 r:.25 R:.25 R:.25, 5:.25 r:.25 R:.25 8:.25 ^:.25',
    8,
    8,
    beatsPerBar,
    33,
    scale,
    0.8,
  ),
  ...bassLine(chords, 'R:.75! R:.5 R:.25, r:.5 R:.5 8:.5 R:.5 r:.25 ^:.25', 16, 2, beatsPerBar, 33, scale, 0.7),
  ...bassLine(chords, 'R:4', 18, 1, beatsPerBar, 33, scale, 0.6),
  ...letRing(bassLine(chords, 'R:4,', 19, 1, beatsPerBar, 33, scale, 0.55), 76, 1.5),
]

export const arpTune = [
  ...arpeggiate(chords, arpVoicing, '0231 2032 1302 3120', 0.25, 0.25, 0, 8, beatsPerBar, 0.62),
  ...arpeggiate(chords, arpVoicing, '02.3 41.3 2.41 3254', 0.25, 0.25, 8, 8, beatsPerBar, 0.7),
  ...arpeggiate(chords, arpVoicing, '0231 2032 1302 3120', 0.25, 0.25, 16, 2, beatsPerBar, 0.58),
  ...arpeggiate(chords, arpVoicing, '02.1 2.32 ..02 3.2.', 0.25, 0.25, 18, 1, beatsPerBar, 0.5),
  ...arpeggiate(chords, arpVoicing, '0... 2... 3... ....', 0.25, 0.5, 19, 1, beatsPerBar, 0.46),
]

export const kickRows = [
  ...strokes('x...x...x...x...', 2, 2, 4),
  ...strokes('X...X...X...X...', 4, 3, 4),
  ...strokes('X...X...X.......', 7, 1, 4),
  ...strokes('X...X...X...X... X...X...X...X..o', 8, 8, 4),
  ...strokes('X...x...X...x...', 16, 2, 4),
  ...strokes('X...............', 18, 1, 4),
]
