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

/** A close voice over a warm band: mud out of the pad, edge off the hats, the lead lifted out from behind the guitars. */
export const harbourLightsMix: DemoMix = {
  targetLufs: -14,
  ceilingDbtp: -1,
  stems: {
    Kick: {
      faderDb: -3.5,
      pan: 0,
      inserts: [equalizer(lowShelf(70, 2), bellAt(3, 300, -4, 1), bellAt(5, 3200, 5, 0.9)), compressor(-16, 3, 15, 90)],
    },
    Drums: {
      faderDb: -2.5,
      pan: 0,
      inserts: [
        equalizer(lowCut(60), bellAt(3, 380, -2, 1), bellAt(6, 8000, -3, 0.9), highShelf(10500, -2.5)),
        compressor(-16, 2.5, 20, 120, 0.5),
      ],
    },
    Bass: {
      faderDb: -6,
      pan: 0,
      inserts: [
        equalizer(lowCut(32), bellAt(3, 230, -2.5, 1), bellAt(4, 850, 2.5, 0.9)),
        compressor(-17, 3.5, 18, 140, 1),
      ],
    },
    Keys: {
      faderDb: -3.5,
      pan: -0.15,
      inserts: [
        equalizer(lowCut(130), bellAt(3, 330, -3, 0.9), bellAt(5, 2600, 4, 0.8)),
        compressor(-21, 2, 15, 160, 1),
      ],
    },
    Guitar: {
      faderDb: -1,
      pan: 0.1,
      inserts: [equalizer(lowCut(140), bellAt(3, 200, -3, 1.2), highShelf(6500, 2)), compressor(-23, 2.2, 10, 120, 2)],
    },
    Pad: {
      faderDb: -2.5,
      pan: 0,
      inserts: [equalizer(lowCut(190), bellAt(3, 260, -5, 0.9), highShelf(5000, 2))],
    },
    Lead: {
      faderDb: -8.5,
      pan: 0.22,
      inserts: [equalizer(lowCut(250), bellAt(5, 2300, 4, 0.8), highShelf(7000, 3)), compressor(-20, 2.2, 10, 120, 1)],
    },
    Voice: {
      faderDb: -4,
      pan: 0,
      inserts: [
        equalizer(lowCut(110), bellAt(4, 620, -2.5, 1.1), bellAt(5, 3000, 4, 0.8), highShelf(8500, 4)),
        compressor(-18, 2.8, 8, 110, 2.5),
      ],
    },
  },
  rack: [
    equalizer(lowCut(24), bellAt(3, 290, -1, 0.8), bellAt(5, 2800, 0.8, 0.7), highShelf(9500, 1)),
    compressor(-16, 1.6, 30, 220, 0.5, 8),
    exciter(6500, 6),
    imager(90, 104, 110),
    limiter(-1, 150),
  ],
}
