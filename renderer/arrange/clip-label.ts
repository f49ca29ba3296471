import type { Clip } from '../../shared/model/document.ts'
import type { TempoMap } from '../../shared/model/tempo-map.ts'
import { formatDb } from '../../shared/model/units.ts'
import { formatBars, formatDuration } from '../document/musical-time.ts'

interface Kept {
  map: TempoMap
  offline: boolean
  label: string
}

/** Said once per state of a clip: a lane that comes into sight has many. */
const labels = new WeakMap<Clip, Kept>()

/** The clip as a screen reader says it: name, times by the bar, length, what is unusual. */
export function clipLabel(clip: Clip, offline: boolean, map: TempoMap): string {
  const kept = labels.get(clip)
  if (kept?.map === map && kept.offline === offline) return kept.label
  const parts = [
    `Clip ${clip.name}`,
    `from ${formatBars(clip.startFrame, map)} to ${formatBars(clip.startFrame + clip.lengthFrames, map)}`,
    formatDuration(clip.lengthFrames, map.sampleRate),
  ]
  if (clip.gainDb !== 0) parts.push(`gain ${formatDb(clip.gainDb)}`)
  if (clip.muted) parts.push('muted')
  if (clip.locked) parts.push('locked')
  if (clip.reversed) parts.push('reversed')
  if (clip.loopFrames > 0) parts.push(`repeats ${formatDuration(clip.loopFrames, map.sampleRate)}`)
  if (clip.groupId !== null) parts.push('in a group')
  if (offline) parts.push('offline: its audio is missing or damaged')
  const label = parts.join(', ')
  labels.set(clip, { map, offline, label })
  return label
}
