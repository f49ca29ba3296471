/** Five resonances of a vocal tract: centre and bandwidth in Hz, level in dB. */
export interface Formants {
  hz: readonly number[]
  db: readonly number[]
  bandwidthHz: readonly number[]
}

export type Throat = 'alto' | 'tenor'

// Formants of sung vowels as tabulated in the Csound manual, appendix "Formant Values".
const vowels: Record<Throat, Record<string, Formants>> = {
  alto: {
    a: { hz: [800, 1150, 2800, 3500, 4950], db: [0, -4, -20, -36, -60], bandwidthHz: [80, 90, 120, 130, 140] },
    e: { hz: [400, 1600, 2700, 3300, 4950], db: [0, -24, -30, -35, -60], bandwidthHz: [60, 80, 120, 150, 200] },
    i: { hz: [350, 1700, 2700, 3700, 4950], db: [0, -20, -30, -36, -60], bandwidthHz: [50, 100, 120, 150, 200] },
    o: { hz: [450, 800, 2830, 3500, 4950], db: [0, -9, -16, -28, -55], bandwidthHz: [70, 80, 100, 130, 135] },
    u: { hz: [325, 700, 2530, 3500, 4950], db: [0, -12, -30, -40, -64], bandwidthHz: [50, 60, 170, 180, 200] },
  },
  tenor: {
    a: { hz: [650, 1080, 2650, 2900, 3250], db: [0, -6, -7, -8, -22], bandwidthHz: [80, 90, 120, 130, 140] },
    e: { hz: [400, 1700, 2600, 3200, 3580], db: [0, -14, -12, -14, -20], bandwidthHz: [70, 80, 100, 120, 120] },
    i: { hz: [290, 1870, 2800, 3250, 3540], db: [0, -15, -18, -20, -30], bandwidthHz: [40, 90, 100, 120, 120] },
    o: { hz: [400, 800, 2600, 2800, 3000], db: [0, -10, -12, -12, -26], bandwidthHz: [70, 80, 100, 130, 135] },
    u: { hz: [350, 600, 2700, 2900, 3300], db: [0, -20, -17, -14, -26], bandwidthHz: [40, 60, 100, 120, 120] },
  },
}

/** How a consonant sounds before its vowel. */
interface Consonant {
  seconds: number
  /** Level of the voice while it lasts, relative to the vowel. */
  voiced: number
  /** Breath sent through the tract, and hiss past the teeth. */
  breath: number
  hiss: number
  /** The tract while it lasts; a vowel's letter, or formants of its own. */
  tract?: Formants | string
}

const nasal: Formants = {
  hz: [260, 1050, 2250, 3300, 4400],
  db: [0, -24, -30, -40, -60],
  bandwidthHz: [70, 150, 200, 250, 300],
}
const lateral: Formants = {
  hz: [340, 1150, 2750, 3500, 4700],
  db: [0, -12, -24, -36, -60],
  bandwidthHz: [60, 110, 150, 200, 250],
}

const consonants: Record<string, Consonant> = {
  '': { seconds: 0, voiced: 1, breath: 0, hiss: 0 },
  n: { seconds: 0.075, voiced: 0.5, breath: 0, hiss: 0, tract: nasal },
  m: { seconds: 0.085, voiced: 0.42, breath: 0, hiss: 0, tract: nasal },
  l: { seconds: 0.065, voiced: 0.55, breath: 0, hiss: 0, tract: lateral },
  d: { seconds: 0.04, voiced: 0.12, breath: 0.1, hiss: 0.12 },
  h: { seconds: 0.07, voiced: 0.08, breath: 0.8, hiss: 0.01 },
  s: { seconds: 0.095, voiced: 0, breath: 0.05, hiss: 0.5 },
  w: { seconds: 0.1, voiced: 0.65, breath: 0, hiss: 0, tract: 'u' },
  y: { seconds: 0.09, voiced: 0.7, breath: 0, hiss: 0, tract: 'i' },
}

export interface Syllable {
  consonant: Consonant
  onset: Formants | undefined
  /** One vowel, or two of a diphthong. */
  nucleus: readonly Formants[]
}

/** Reads a syllable: at most one of n m l d h s w y, then one or two vowels of a e i o u ("lou", "na", "yei"). */
export function parseSyllable(text: string, throat: Throat): Syllable {
  const match = /^([nmldhswy]?)([aeiou]{1,2})$/.exec(text)
  if (!match) throw new Error(`"${text}" cannot be sung: write one of n m l d h s w y or none, then one or two vowels.`)
  const table = vowels[throat]
  const consonant = consonants[match[1]!]!
  return {
    consonant,
    onset: typeof consonant.tract === 'string' ? table[consonant.tract] : consonant.tract,
    nucleus: [...match[2]!].map((letter) => table[letter]!),
  }
}
