import { assignIsrcs, formatIsrc, sharedIsrcs } from '../isrc.ts'
import { type AlbumFacts, type Finding, listed, named, repairBy } from './finding.ts'

/** What is missing or wrong in what is written on the record and its tracks. */
export function textFindings(facts: AlbumFacts): Finding[] {
  return [...recordFindings(facts), ...coverFindings(facts), ...titleFindings(facts), ...isrcFindings(facts)]
}

function recordFindings({ document: { album }, items }: AlbumFacts): Finding[] {
  const found: Finding[] = []
  const missing = (
    field: 'title' | 'artist' | 'ean' | 'year' | 'copyright',
    severity: Finding['severity'],
    sentence: string,
    reason: string,
    repair: Finding['repair'] = null,
  ) => {
    const value = album[field]
    if (value === null || value === '')
      found.push({ id: `record ${field}`, severity, place: { kind: 'record', field }, sentence, reason, repair })
  }
  const artists = new Set(items.map(({ artist }) => artist))
  const [artist = ''] = artists
  const setArtist =
    artists.size === 1 && artist !== ''
      ? repairBy(`Album artist: ${artist}`, { type: 'updateAlbum', set: { artist } })
      : null
  missing('title', 'error', 'The album has no title.', 'No shop and no disc takes it without.')
  missing(
    'artist',
    'error',
    'The album has no artist.',
    'No shop takes it without; tracks with no artist of their own have the album’s.',
    setArtist,
  )
  missing(
    'ean',
    'warning',
    'The album has no EAN or UPC.',
    'Shops and distributors know a release by it; many give one out.',
  )
  missing('year', 'hint', 'The album has no year.', 'Players sort by it.')
  missing(
    'copyright',
    'hint',
    'The album has no copyright line.',
    'Distributors ask for it, such as “2026 Harbour Records”.',
  )
  return found
}

/** The least that the large shops take, and what they want to be sure of in ten years. */
const COVER_PX = 1400

function coverFindings({ document: { album }, cover }: AlbumFacts): Finding[] {
  const finding = (id: string, severity: Finding['severity'], sentence: string, reason: string): Finding => ({
    id: `cover ${id}`,
    severity,
    place: { kind: 'record', field: 'coverFile' },
    sentence,
    reason,
    repair: null,
  })
  if (album.coverFile === null)
    return [
      finding(
        'none',
        'warning',
        'The album has no cover.',
        `Shops want a square picture of ${COVER_PX} pixels or more.`,
      ),
    ]
  if (cover === 'gone')
    return [
      finding(
        'gone',
        'error',
        'The cover’s file is not in the project’s folder any more.',
        'Choose the picture again.',
      ),
    ]
  if (cover === null) return []
  const { width, height } = cover
  return [
    ...(Math.min(width, height) < COVER_PX
      ? [
          finding(
            'small',
            'warning',
            `The cover has ${width} × ${height} pixels.`,
            `Shops want ${COVER_PX} or more on either side.`,
          ),
        ]
      : []),
    ...(width !== height
      ? [finding('oblong', 'warning', 'The cover is not square.', 'Shops cut or refuse what is not.')]
      : []),
  ]
}

function titleFindings({ document, items }: AlbumFacts): Finding[] {
  return items.flatMap((item, index): Finding[] => {
    if (item.title !== '') return []
    const source = item.songId === null ? document.assets[item.assetId ?? '']?.name : document.songs[item.songId]?.title
    return [
      {
        id: `title ${item.id}`,
        severity: 'error',
        place: { kind: 'cell', itemId: item.id, field: 'title' },
        sentence: `Track ${index + 1} has no title.`,
        reason: 'No shop and no CD text takes it without.',
        repair: source
          ? repairBy(`Title: ${source}`, { type: 'updateAlbumItem', itemId: item.id, set: { title: source } })
          : null,
      },
    ]
  })
}

function isrcFindings({ document, items }: AlbumFacts): Finding[] {
  const found: Finding[] = []
  const without = items.filter(({ isrc }) => isrc === null)
  const [first] = without
  if (first)
    found.push({
      id: 'isrc none',
      severity: 'warning',
      place: { kind: 'cell', itemId: first.id, field: 'isrc' },
      sentence: `${listed(without)} ${without.length === 1 ? 'has' : 'have'} no ISRC.`,
      reason: 'Plays are counted and paid by it.',
      repair: assignment(
        document,
        without.map(({ id }) => id),
        'Give codes',
      ),
    })
  for (const [isrc, having] of sharedIsrcs(items)) {
    const [keeper, ...later] = having
    found.push({
      id: `isrc ${isrc}`,
      severity: 'error',
      place: { kind: 'cell', itemId: later[0]!.id, field: 'isrc' },
      sentence: `${listed(having)} have the same ISRC, ${formatIsrc(isrc)}.`,
      reason: 'A code stands for one recording alone.',
      repair: assignment(
        document,
        later.map(({ id }) => id),
        `Leave it to ${named(keeper!)}`,
      ),
    })
  }
  return found
}

function assignment(document: AlbumFacts['document'], itemIds: readonly string[], label: string): Finding['repair'] {
  const given = assignIsrcs(document, new Set(itemIds))
  return 'fault' in given || given.edits.length === 0 ? null : repairBy(label, ...given.edits)
}
