import type { DemoMix } from '../demo-song.ts'
import { bellAt, compressor, equalizer, exciter, highShelf, imager, limiter, lowCut } from '../mix-settings.ts'

/** Kick and bass first, the rest around them: the bass makes room at the kick's note, the pad at the voice's. */
export const nightTrainsMix: DemoMix = {
  targetLufs: -14,
  ceilingDbtp: -1,
  stems: {
    Kick: {
      faderDb: -6.5,
      pan: 0,
      inserts: [equalizer(bellAt(3, 280, -4, 1), bellAt(5, 3800, 6, 0.9))],
    },
    Drums: {
      faderDb: -1,
      pan: 0,
      inserts: [
        equalizer(lowCut(110), bellAt(4, 1100, 1.5, 0.8), bellAt(6, 8200, -3.5, 1), highShelf(11000, -2)),
        compressor(-17, 2.5, 15, 90, 1),
      ],
    },
    Bass: {
      faderDb: -4.5,
      pan: 0,
      inserts: [
        equalizer(lowCut(30), bellAt(3, 52, -2.5, 1.4), bellAt(4, 240, -1.5, 1), bellAt(5, 1100, 5, 0.8)),
        compressor(-16, 3.5, 10, 90, 1.5),
      ],
    },
    Arp: {
      faderDb: 0.5,
      pan: 0,
      inserts: [equalizer(lowCut(220), bellAt(4, 900, -1.5, 1), highShelf(7000, 2)), compressor(-24, 2, 8, 100, 1.5)],
    },
    Pad: {
      faderDb: -2,
      pan: 0,
      inserts: [equalizer(lowCut(170), bellAt(3, 250, -4.5, 0.8), bellAt(4, 750, -1.5, 1), highShelf(5500, 3))],
    },
    Lead: {
      faderDb: -5,
      pan: -0.12,
      inserts: [
        equalizer(lowCut(260), bellAt(5, 2500, 2.5, 0.8), highShelf(8000, 3)),
        compressor(-19, 2.5, 8, 110, 1.5),
      ],
    },
    Voice: {
      faderDb: -3.5,
      pan: 0.08,
      inserts: [
        equalizer(lowCut(160), bellAt(4, 650, -3, 1), bellAt(5, 3200, 4, 0.8), highShelf(9000, 4)),
        compressor(-20, 2.8, 8, 120, 2.5),
      ],
    },
    Effects: { faderDb: -3, pan: 0, inserts: [equalizer(lowCut(35), bellAt(5, 3500, -2, 0.8))] },
  },
  rack: [
    equalizer(lowCut(26), bellAt(3, 260, -1, 0.8), bellAt(5, 3200, 0.6, 0.8), highShelf(10000, 1)),
    compressor(-14, 1.8, 25, 160, 0.5, 8),
    exciter(7000, 7),
    imager(80, 105, 115),
    limiter(-1, 100),
  ],
}
