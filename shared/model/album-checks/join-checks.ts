import { addSongsEdits, songsBesideAlbum } from '../album-adding.ts'
import type { AlbumPlace } from '../album-sequence.ts'
import type { AlbumItem } from '../document.ts'
import { type AlbumFacts, type Finding, listed, named, repairBy } from './finding.ts'

/** Longer silence between two tracks is rarely meant. */
const LONG_GAP_SECONDS = 10

/** What makes no sense in the order of the album: its gaps, overlaps and fades, what stands there twice or not at all. */
export function joinFindings(facts: AlbumFacts): Finding[] {
  const { items, sequence, document } = facts
  return [
    ...items.flatMap((item, index) => beginning(item, sequence.places[index]!, index, facts)),
    ...items.flatMap((item, index) => fades(item, sequence.places[index]!)),
    ...twice(items),
    ...absent(document),
  ]
}

function atStart({ id }: AlbumItem): Finding['place'] {
  return { kind: 'sequence', itemId: id, frame: 0 }
}

function beginning(item: AlbumItem, place: AlbumPlace, index: number, { document }: AlbumFacts): Finding[] {
  const set = (change: Partial<AlbumItem>) => ({ type: 'updateAlbumItem', itemId: item.id, set: change }) as const
  if (index === 0) {
    if (item.crossfadeFrames > 0)
      return [
        {
          id: `crossfade first ${item.id}`,
          severity: 'warning',
          place: atStart(item),
          sentence: `${named(item)} is to overlap what comes before it, and nothing does.`,
          reason: 'It begins the album as if it did not.',
          repair: repairBy('No overlap', set({ crossfadeFrames: 0 })),
        },
      ]
    if (item.gapFrames > 0)
      return [
        {
          id: `gap first ${item.id}`,
          severity: 'hint',
          place: atStart(item),
          sentence: `The album begins with ${seconds(item.gapFrames, document.project.sampleRate)} s of silence.`,
          reason: 'A disc has its pregap all the same, and a stream should begin with its music.',
          repair: repairBy('Begin at once', set({ gapFrames: 0 })),
        },
      ]
    return []
  }
  const { crossfadeFrames } = place
  if (item.crossfadeFrames > crossfadeFrames && place.lengthFrames > 0)
    return [
      {
        id: `crossfade ${item.id}`,
        severity: 'warning',
        place: atStart(item),
        sentence: `${named(item)} is to overlap what comes before it by more than there is.`,
        reason: 'It overlaps as far as both are long enough, and never do three tracks sound at once.',
        repair: repairBy('Overlap as far as it does', set({ crossfadeFrames })),
      },
    ]
  const { sampleRate } = document.project
  if (item.gapFrames > LONG_GAP_SECONDS * sampleRate)
    return [
      {
        id: `gap ${item.id}`,
        severity: 'hint',
        place: atStart(item),
        sentence: `${seconds(item.gapFrames, sampleRate)} s of silence before ${named(item)}.`,
        reason: 'Listeners take it for the end.',
        repair: repairBy('Wait 2 seconds', set({ gapFrames: 2 * sampleRate })),
      },
    ]
  return []
}

function fades(item: AlbumItem, { lengthFrames: heard }: AlbumPlace): Finding[] {
  if (item.songId !== null && heard <= 0 && item.trimStartFrames + item.trimEndFrames > 0)
    return [
      {
        id: `trim ${item.id}`,
        severity: 'error',
        place: atStart(item),
        sentence: `Nothing is left of ${named(item)}: more is trimmed than the song has.`,
        reason: 'The song became shorter since.',
        repair: repairBy('Trim nothing', {
          type: 'updateAlbumItem',
          itemId: item.id,
          set: { trimStartFrames: 0, trimEndFrames: 0, fadeInFrames: 0, fadeOutFrames: 0 },
        }),
      },
    ]
  if (heard <= 0)
    return [
      {
        id: `empty ${item.id}`,
        severity: 'error',
        place: atStart(item),
        sentence: `There is nothing to hear in ${named(item)}.`,
        reason: 'The song has no clips, or what is mastered is gone.',
        repair: null,
      },
    ]
  if (item.fadeInFrames + item.fadeOutFrames <= heard) return []
  const share = heard / (item.fadeInFrames + item.fadeOutFrames)
  return [
    {
      id: `fades ${item.id}`,
      severity: 'warning',
      place: atStart(item),
      sentence: `The fades of ${named(item)} are longer than it is.`,
      reason: 'It would never be at its full level.',
      repair: repairBy('Shorten the fades', {
        type: 'updateAlbumItem',
        itemId: item.id,
        set: {
          fadeInFrames: Math.floor(item.fadeInFrames * share),
          fadeOutFrames: Math.floor(item.fadeOutFrames * share),
        },
      }),
    },
  ]
}

function twice(items: readonly AlbumItem[]): Finding[] {
  const byKey = Map.groupBy(items, ({ songId, assetId }) => songId ?? assetId ?? '')
  return [...byKey.values()].flatMap(([first, ...again]) =>
    again.map(
      (item): Finding => ({
        id: `twice ${item.id}`,
        severity: 'warning',
        place: atStart(item),
        sentence: `${named(item)} plays the same as ${named(first!)}.`,
        reason: 'One recording stands on a record once.',
        repair: repairBy(`Take ${named(item)} off`, { type: 'removeAlbumItem', itemId: item.id }),
      }),
    ),
  )
}

/** Songs beside an album that has some. Their items get ids from theirs, so that the same repair is the same edit. */
function absent(document: AlbumFacts['document']): Finding[] {
  const songIds = songsBesideAlbum(document)
  const songs = songIds.map((id) => document.songs[id]!)
  if (songs.length === 0 || Object.keys(document.albumItems).length === 0) return []
  const titles = listed(songs.map(({ title }) => ({ title }) as AlbumItem))
  let number = 0
  const newId = () => {
    let id = ''
    do id = `track-${++number}`
    while (document.albumItems[id])
    return id
  }
  return [
    {
      id: 'absent',
      severity: 'hint',
      place: { kind: 'album' },
      sentence: `${titles} ${songs.length === 1 ? 'is a song' : 'are songs'} of the project and not on the album.`,
      reason: 'They may be meant for another record.',
      repair: repairBy('Put at the end', ...addSongsEdits(document, songIds, newId)),
    },
  ]
}

function seconds(frames: number, sampleRate: number): string {
  return (frames / sampleRate).toFixed(1)
}
