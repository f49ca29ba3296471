import { renderSpace, type Space } from './space.ts'
import { type Response, renderSpeaker } from './speaker.ts'

/** The impulse responses that the program brings: computed where they are wanted, at the project's rate. */

export interface Impulse {
  readonly name: string
  readonly makes: { readonly space: Space } | { readonly response: Response }
}

export const impulses: readonly Impulse[] = [
  {
    name: 'Booth: dry and near',
    makes: {
      space: {
        decay: [0.32, 0.26, 0.22, 0.2, 0.2, 0.19, 0.17],
        room: { size: [2.6, 3.1, 2.4], source: [1.1, 0.8, 1.3], left: [1.2, 2.1, 1.4], right: [1.6, 2, 1.4] },
      },
    },
  },
  {
    name: 'Wooden room',
    makes: {
      space: {
        decay: [0.62, 0.6, 0.56, 0.52, 0.5, 0.46, 0.38],
        room: { size: [6.2, 7.9, 3.1], source: [2.4, 2.1, 1.5], left: [2.6, 5.3, 1.7], right: [3.9, 5.1, 1.7] },
      },
    },
  },
  {
    name: 'Stone chamber',
    makes: {
      space: {
        decay: [1.9, 1.8, 1.65, 1.5, 1.35, 1.1, 0.75],
        room: { size: [5.1, 8.3, 3.7], source: [1.3, 1.6, 1.2], left: [1.1, 6.9, 2.6], right: [4, 6.3, 2.4] },
      },
    },
  },
  {
    name: 'Chamber music hall',
    makes: {
      space: {
        decay: [1.7, 1.65, 1.55, 1.5, 1.4, 1.2, 0.85],
        room: { size: [15, 24, 10], source: [7, 5, 1.6], left: [6.2, 13.5, 3.4], right: [8.9, 13.1, 3.4] },
      },
    },
  },
  {
    name: 'Concert hall',
    makes: {
      space: {
        decay: [2.6, 2.4, 2.2, 2.1, 1.9, 1.55, 1.05],
        room: { size: [22, 48, 18], source: [10, 8, 1.8], left: [8.6, 19.5, 4.2], right: [13.7, 19, 4.2] },
      },
    },
  },
  {
    name: 'Church',
    makes: {
      space: {
        decay: [5.2, 5, 4.6, 4.2, 3.5, 2.5, 1.5],
        room: { size: [24, 62, 27], source: [11, 11, 1.8], left: [9.3, 30.5, 4], right: [15.1, 29.5, 4] },
      },
    },
  },
  { name: 'Plate: bright and dense', makes: { space: { decay: [3, 2.8, 2.5, 2.2, 1.9, 1.5, 1.1], room: null } } },
  { name: 'Plate: short and dark', makes: { space: { decay: [1.5, 1.4, 1.3, 1.1, 0.85, 0.6, 0.4], room: null } } },
  {
    name: 'Guitar cabinet',
    makes: {
      response: [
        [40, -36],
        [70, -14],
        [110, 1],
        [200, 0],
        [450, -3],
        [900, -2],
        [1700, 1],
        [2600, 4],
        [3600, 2],
        [4600, -4],
        [5600, -16],
        [7000, -28],
        [11_000, -44],
        [20_000, -60],
      ],
    },
  },
  {
    name: 'Kitchen radio',
    makes: {
      response: [
        [60, -40],
        [150, -20],
        [300, -4],
        [600, 2],
        [1000, 0],
        [2000, -1],
        [3200, 3],
        [4500, 0],
        [6500, -9],
        [10_000, -24],
        [18_000, -42],
      ],
    },
  },
  {
    name: 'Telephone',
    makes: {
      response: [
        [80, -48],
        [180, -24],
        [300, -4],
        [450, 0],
        [1000, 0],
        [2200, 1],
        [3100, 0],
        [3500, -6],
        [4300, -28],
        [7000, -52],
        [20_000, -60],
      ],
    },
  },
]

/** Its samples at a rate, interleaved where there are two channels. */
export function renderImpulse(
  { name, makes }: Impulse,
  sampleRate: number,
): { readonly channels: 1 | 2; readonly samples: Float32Array<ArrayBuffer> } {
  return 'space' in makes
    ? { channels: 2, samples: renderSpace(makes.space, sampleRate, name) }
    : { channels: 1, samples: renderSpeaker(makes.response, sampleRate) }
}
