/** Where masters go, and what each place asks of them and does to them. */

/** What a place does to a master that is quieter than its reference. */
type Lift =
  /** Leaves it as it is. */
  | 'never'
  /** Turns it up until its true peak meets `liftCeilingDbtp`. */
  | 'headroom'
  /** Turns it up all the way and catches what passes `liftCeilingDbtp` with a limiter. */
  | 'limiter'

export interface Destination {
  readonly id: DestinationId
  readonly name: string
  readonly kind: 'streaming' | 'broadcast' | 'album' | 'disc'
  /** Integrated loudness it plays or wants; null: it leaves loudness free. */
  readonly lufs: number | null
  /** How far off `lufs` is still on it, in LU. */
  readonly toleranceLu: number
  /** The highest true peak it asks for. */
  readonly ceilingDbtp: number
  /** The same of a master louder than `lufs`, where it differs. */
  readonly loudCeilingDbtp: number | null
  readonly lift: Lift
  readonly liftCeilingDbtp: number
  /** Whether one gain holds for a whole album. */
  readonly byAlbum: boolean
  /** Where loudness is free: what is usual, quietest and loudest. */
  readonly usualLufs: readonly [quietest: number, loudest: number] | null
  /** What of it is not published, or told in different ways; null: its figures are its own. */
  readonly uncertain: string | null
}

export const destinationIds = [
  'spotify',
  'spotifyLoud',
  'spotifyQuiet',
  'apple',
  'youtube',
  'tidal',
  'amazon',
  'deezer',
  'soundcloud',
  'r128',
  'aes77',
  'cd',
  'vinyl',
  'custom',
] as const
export type DestinationId = (typeof destinationIds)[number]

const streaming = {
  kind: 'streaming',
  toleranceLu: 0.1,
  ceilingDbtp: -1,
  loudCeilingDbtp: null,
  lift: 'never',
  liftCeilingDbtp: -1,
  byAlbum: false,
  usualLufs: null,
  uncertain: null,
} as const satisfies Partial<Destination>

/** Figures as the places publish them, where they do; `uncertain` names those that are not theirs. */
const known: readonly Destination[] = [
  {
    ...streaming,
    id: 'spotify',
    name: 'Spotify',
    lufs: -14,
    loudCeilingDbtp: -2,
    lift: 'headroom',
    byAlbum: true,
  },
  {
    ...streaming,
    id: 'spotifyLoud',
    name: 'Spotify, Loud',
    lufs: -11,
    ceilingDbtp: -2,
    lift: 'limiter',
    byAlbum: true,
  },
  {
    ...streaming,
    id: 'spotifyQuiet',
    name: 'Spotify, Quiet',
    lufs: -19,
    loudCeilingDbtp: -2,
    lift: 'headroom',
    byAlbum: true,
  },
  {
    ...streaming,
    id: 'apple',
    name: 'Apple Music',
    lufs: -16,
    lift: 'headroom',
    byAlbum: true,
    uncertain: 'How far Sound Check turns quiet music up is not published.',
  },
  { ...streaming, id: 'youtube', name: 'YouTube', lufs: -14 },
  { ...streaming, id: 'tidal', name: 'Tidal', lufs: -14, byAlbum: true },
  {
    ...streaming,
    id: 'amazon',
    name: 'Amazon Music',
    lufs: -14,
    ceilingDbtp: -2,
    uncertain: 'Its reference and ceiling are reported, not published.',
  },
  { ...streaming, id: 'deezer', name: 'Deezer', lufs: -15, uncertain: 'Its ceiling is reported, not published.' },
  {
    ...streaming,
    id: 'soundcloud',
    name: 'SoundCloud',
    lufs: -14,
    uncertain: 'Its reference and ceiling are reported, not published.',
  },
  { ...streaming, id: 'r128', name: 'EBU R128', kind: 'broadcast', lufs: -23, toleranceLu: 0.2 },
  {
    ...streaming,
    id: 'aes77',
    name: 'AES77 album',
    kind: 'album',
    lufs: -14,
    byAlbum: true,
    uncertain: 'Its ceiling is told in different ways.',
  },
  {
    ...streaming,
    id: 'cd',
    name: 'CD',
    kind: 'disc',
    lufs: null,
    ceilingDbtp: -0.3,
    usualLufs: [-12, -9],
  },
  {
    ...streaming,
    id: 'vinyl',
    name: 'Vinyl pre-master',
    kind: 'disc',
    lufs: null,
    ceilingDbtp: -3,
    usualLufs: [-18, -12],
    uncertain: 'Every cutting room has figures of its own: ask before you deliver.',
  },
]

/** A place by figures of one's own: what is louder is turned down, what is quieter up to its ceiling. */
export function customDestination(lufs: number, ceilingDbtp: number): Destination {
  return {
    ...streaming,
    id: 'custom',
    name: 'Custom',
    lufs,
    ceilingDbtp,
    lift: 'headroom',
    liftCeilingDbtp: ceilingDbtp,
  }
}

/** All places, in the order they are shown; the last is the user's own. */
export function destinations(custom: { readonly lufs: number; readonly ceilingDbtp: number }): Destination[] {
  return [...known, customDestination(custom.lufs, custom.ceilingDbtp)]
}

/** A place by its id; the user's own is made by `customDestination`. */
export function destination(id: Exclude<DestinationId, 'custom'>): Destination {
  return known.find((each) => each.id === id)!
}
