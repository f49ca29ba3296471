import type { DemoMix } from '../demo-song.ts'
import {
  bellAt,
  compressor,
  equalizer,
  exciter,
  highShelf,
  imager,
  limiter,
  lowCut,
  lowShelf,
} from '../mix-settings.ts'

/** Little, and all of it near: the guitar's boom tamed, the strings kept behind the voice, hardly any compression. */
export const paperBoatsMix: DemoMix = {
  targetLufs: -14,
  ceilingDbtp: -1,
  stems: {
    Brushes: {
      faderDb: 0,
      pan: 0,
      inserts: [equalizer(lowShelf(90, -1), bellAt(3, 250, -2, 1), highShelf(6000, 2)), compressor(-24, 2, 15, 150, 1)],
    },
    Bass: {
      faderDb: -2,
      pan: 0,
      inserts: [equalizer(lowCut(30), bellAt(3, 180, -2, 1), bellAt(4, 700, 3, 0.9)), compressor(-21, 2.5, 18, 200, 2)],
    },
    Guitar: {
      faderDb: -1,
      pan: -0.15,
      inserts: [
        equalizer(lowCut(75), bellAt(3, 205, -3, 1.4), bellAt(5, 3200, 1.5, 0.8)),
        compressor(-22, 2.2, 6, 160, 1.5),
      ],
    },
    Piano: {
      faderDb: 1.5,
      pan: 0.2,
      inserts: [equalizer(lowCut(110), bellAt(3, 300, -2, 0.9), highShelf(3000, 3)), compressor(-26, 2, 15, 180, 2)],
    },
    Strings: {
      faderDb: -2.5,
      pan: 0,
      inserts: [equalizer(lowCut(180), bellAt(3, 280, -4, 1), bellAt(5, 2700, -1.5, 1.2), highShelf(7000, 2))],
    },
    Flute: {
      faderDb: -7,
      pan: 0.25,
      inserts: [equalizer(lowCut(240), bellAt(4, 850, -2, 1), highShelf(4500, 3)), compressor(-24, 2, 15, 150)],
    },
    Voice: {
      faderDb: -3,
      pan: 0,
      inserts: [
        equalizer(
          lowCut(90),
          bellAt(3, 280, -2, 1),
          bellAt(4, 600, -1.5, 1),
          bellAt(5, 3000, 1.5, 0.8),
          highShelf(8000, 4),
        ),
        compressor(-18, 2.3, 8, 140, 2),
      ],
    },
  },
  rack: [
    equalizer(lowCut(24), bellAt(3, 270, -1, 0.8), highShelf(9000, 1.5)),
    compressor(-16, 1.4, 35, 260, 0.5, 10),
    exciter(6000, 5),
    imager(95, 102, 106),
    limiter(-1, 200),
  ],
}
