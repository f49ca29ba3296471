import type { Album } from './album.ts'
import type { Id } from './fields.ts'

/** How loud each item of an album is to be, from how loud its songs are before anything is brought to a target. */

export interface ItemLoudness {
  readonly itemId: Id
  /** Integrated, before its loudness stage, or of the master as it was imported; null for silence. */
  readonly lufs: number | null
  /** Against the loudness of the album, dB. */
  readonly offsetDb: number
  /** Whether a limiter at the end of its own rack can bring it to a target; what has none is only turned up or down. */
  readonly hasLoudnessStage: boolean
  /** What its own rack brings it to; null: nothing. */
  readonly ownTargetLufs: number | null
}

export interface ItemTarget {
  /** Integrated loudness of its cut; null: whatever comes out. */
  readonly targetLufs: number | null
  /** Where its own loudness stage brings it; null: that stands as it is set, or there is none. */
  readonly stageTargetLufs: number | null
  /** How far it is turned up or down where it stands on the album. */
  readonly gainDb: number
}

/** A clip is turned up no further. */
const MOST_GAIN_DB = 24
const LEAST_GAIN_DB = -144

function boundedGain(db: number): number {
  return Math.min(MOST_GAIN_DB, Math.max(LEAST_GAIN_DB, db))
}

/** Whether the album brings its items to targets of its own. */
export function setsTargets(album: Pick<Album, 'loudnessMode' | 'targetLufs'>): boolean {
  return album.loudnessMode !== 'own' && album.targetLufs !== null
}

/** The item whose loudness is brought to the album's target: the chosen one, else the loudest; undefined where all is silent. */
export function anchorOf(album: Pick<Album, 'anchorItemId'>, items: readonly ItemLoudness[]): ItemLoudness | undefined {
  const chosen = items.find(({ itemId, lufs }) => itemId === album.anchorItemId && lufs !== null)
  if (chosen) return chosen
  const sounding = items.filter(({ lufs }) => lufs !== null)
  return sounding.length === 0 ? undefined : sounding.reduce((a, b) => (b.lufs! > a.lufs! ? b : a))
}

/**
 * Targets and gains by item. At a distance every item keeps to the anchor what it had before; equally, all have the album's target; each
 * its own, or without a target of the album, an item is as its own rack leaves it and its offset is a gain. Silence has no target.
 */
export function albumTargets(
  album: Pick<Album, 'loudnessMode' | 'targetLufs' | 'anchorItemId'>,
  items: readonly ItemLoudness[],
): Map<Id, ItemTarget> {
  const anchor = anchorOf(album, items)
  return new Map(
    items.map((item): [Id, ItemTarget] => {
      const { itemId, lufs, offsetDb, hasLoudnessStage, ownTargetLufs } = item
      if (!setsTargets(album)) {
        const targetLufs = ownTargetLufs === null || lufs === null ? null : ownTargetLufs + offsetDb
        return [itemId, { targetLufs, stageTargetLufs: ownTargetLufs, gainDb: offsetDb }]
      }
      if (lufs === null || !anchor) return [itemId, { targetLufs: null, stageTargetLufs: null, gainDb: 0 }]
      const distance = album.loudnessMode === 'distance' ? lufs - anchor.lufs! : 0
      const targetLufs = album.targetLufs! + distance + offsetDb
      return hasLoudnessStage
        ? [itemId, { targetLufs, stageTargetLufs: targetLufs, gainDb: 0 }]
        : [itemId, { targetLufs, stageTargetLufs: null, gainDb: boundedGain(targetLufs - lufs) }]
    }),
  )
}
