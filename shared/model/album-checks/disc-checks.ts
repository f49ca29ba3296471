import { type AlbumFacts, type Finding, named, repairBy } from './finding.ts'

/** What a compact disc holds and takes (Red Book). */
const MOST_TRACKS = 99
const SHORTEST_TRACK_SECONDS = 4
/** 79 minutes and 57 seconds: what pressing plants take without asking. */
export const DISC_SECONDS = 79 * 60 + 57
const DISC_RATE = 44_100

/**
 * What keeps the album off a compact disc: errors where its tracks are laid out for one, otherwise hints, save for the rate,
 * which matters to a disc alone.
 */
export function discFindings({ document, items, sequence }: AlbumFacts): Finding[] {
  const { sampleRate } = document.project
  const { sectorAligned } = document.album
  const severity = sectorAligned ? 'error' : 'hint'
  const found: Finding[] = []
  const { tracks, places, lengthFrames } = sequence
  const tooMany = tracks[MOST_TRACKS]
  if (tooMany)
    found.push({
      id: 'disc tracks',
      severity,
      place: { kind: 'sequence', itemId: tooMany.itemId, frame: 0 },
      sentence: `The album has ${tracks.length} tracks.`,
      reason: `A CD holds ${MOST_TRACKS}.`,
      repair: null,
    })
  const full = DISC_SECONDS * sampleRate
  const past = places.find(({ endFrame }) => endFrame > full)
  if (past)
    found.push({
      id: 'disc length',
      severity,
      place: { kind: 'sequence', itemId: past.itemId, frame: Math.max(0, full - past.startFrame) },
      sentence: `The album is ${minutes((lengthFrames - full) / sampleRate)} longer than a CD.`,
      reason: 'Plants take up to 79:57.',
      repair: null,
    })
  for (const { itemId, markFrame, endFrame } of tracks) {
    const item = document.albumItems[itemId]!
    // A track on a disc goes on to the mark of the next one, with its silence and what is hidden in it.
    const length = endFrame - markFrame
    if (length === 0 || length >= SHORTEST_TRACK_SECONDS * sampleRate) continue
    found.push({
      id: `disc short ${itemId}`,
      severity: sectorAligned ? 'error' : 'warning',
      place: { kind: 'sequence', itemId, frame: 0 },
      sentence: `${named(item)} is shorter than ${SHORTEST_TRACK_SECONDS} seconds.`,
      reason: 'A CD takes no track so short, and some shops refuse it.',
      repair: null,
    })
  }
  if (sectorAligned && sampleRate !== DISC_RATE)
    found.push({
      id: 'disc rate',
      severity: 'hint',
      place: { kind: 'record', field: 'sectorAligned' },
      sentence: `The project runs at ${sampleRate / 1000} kHz, and a CD at 44.1.`,
      reason: 'It is converted once when the disc is made; its sectors are laid out at the project’s rate.',
      repair: null,
    })
  if (tracks.length === 0 && items.length > 0)
    found.push({
      id: 'disc hidden',
      severity: 'error',
      place: { kind: 'cell', itemId: items[0]!.id, field: 'hidden' },
      sentence: 'Every track is hidden.',
      reason: 'A hidden track needs one that is not, to stand before or behind.',
      repair: repairBy(`Show ${named(items[0]!)}`, {
        type: 'updateAlbumItem',
        itemId: items[0]!.id,
        set: { hidden: false },
      }),
    })
  return found
}

/** "1:05". */
function minutes(seconds: number): string {
  const whole = Math.ceil(seconds)
  return `${Math.floor(whole / 60)}:${`${whole % 60}`.padStart(2, '0')}`
}
