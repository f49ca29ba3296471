import type { AlbumItem } from '../document.ts'
import { formatNumber } from '../units.ts'
import { type AlbumFacts, type Finding, named, repairBy, type SoundFault } from './finding.ts'

/** Songs further from the median of an album than this stand out when it is heard through. */
const WIDE_LU = 4
/** Full scale: a master above it is clipped by every converter. */
const FULL_SCALE_DBTP = 0

/** What was heard to be wrong with the items' own sound: levels, loudness against each other, and the faults found in each. */
export function soundFindings({ items, sounds, document }: AlbumFacts): Finding[] {
  const found: Finding[] = []
  const place = ({ id }: AlbumItem, frame = 0): Finding['place'] => ({ kind: 'sequence', itemId: id, frame })
  for (const item of items) {
    const sound = sounds.get(item.id)
    if (!sound) continue
    if (sound.dbtp !== null && sound.dbtp > FULL_SCALE_DBTP)
      found.push({
        id: `peak ${item.id}`,
        severity: 'warning',
        place: place(item),
        sentence: `${named(item)} reaches ${formatNumber(sound.dbtp, 1, true)} dBTP before the album’s limiter.`,
        reason: 'The limiter turns it down where it does; its own rack would do it with more care.',
        repair: null,
      })
    for (const fault of sound.faults) if (!isLeftOut(item, fault)) found.push(faultFinding(item, fault, place))
  }
  const measured = items.flatMap((item) => {
    const lufs = sounds.get(item.id)?.lufs ?? null
    return lufs === null ? [] : [{ item, lufs: lufs + item.loudnessOffsetDb }]
  })
  // Equally loud songs stand at no distance; the distance is the artist's where it is kept.
  if (document.album.loudnessMode !== 'equal' && measured.length > 2) {
    const sorted = measured.map(({ lufs }) => lufs).sort((a, b) => a - b)
    const median = sorted[Math.floor((sorted.length - 1) / 2)]!
    for (const { item, lufs } of measured) {
      const away = lufs - median
      if (Math.abs(away) > WIDE_LU)
        found.push({
          id: `spread ${item.id}`,
          severity: 'hint',
          place: place(item),
          sentence: `${named(item)} is ${formatNumber(Math.abs(away), 1)} LU ${away > 0 ? 'louder' : 'quieter'} than most of the album.`,
          reason: 'Meant for an interlude; otherwise its offset, or its rack, brings it nearer.',
          repair: null,
        })
    }
  }
  return found
}

/** Silence at an end that the item's own trim leaves out is heard by nobody. */
function isLeftOut(item: AlbumItem, { kind, lengthFrames }: SoundFault): boolean {
  if (kind === 'silentHead') return lengthFrames <= item.trimStartFrames
  return kind === 'silentEnd' && lengthFrames <= item.trimEndFrames
}

function faultFinding(
  item: AlbumItem,
  fault: SoundFault,
  place: (item: AlbumItem, frame: number) => Finding['place'],
): Finding {
  return {
    id: `${fault.kind} ${item.id} ${fault.startFrame}`,
    severity: fault.verdict === 'fault' ? 'warning' : 'hint',
    place: place(item, Math.max(0, fault.startFrame - item.trimStartFrames)),
    sentence: `${named(item)}: ${fault.sentence}`,
    reason: fault.remedy,
    repair: trimOf(item, fault),
  }
}

/** Silence at an end is left out by the item's own trim, which leaves the song as it is. */
function trimOf(item: AlbumItem, { kind, lengthFrames }: SoundFault): Finding['repair'] {
  const itemId = item.id
  if (kind === 'silentHead')
    return repairBy('Leave the silence out', {
      type: 'updateAlbumItem',
      itemId,
      set: { trimStartFrames: lengthFrames },
    })
  if (kind === 'silentEnd')
    return repairBy('Leave the silence out', { type: 'updateAlbumItem', itemId, set: { trimEndFrames: lengthFrames } })
  return null
}
