import { z } from 'zod'
import type { Asset, Clip, Document, Track } from '../document.ts'
import { idSchema } from '../fields.ts'
import { fittedToAudio } from '../fit-clip.ts'
import { fitFades } from './clip-edits.ts'
import { EditRefused, mustExist } from './refusal.ts'

/** Which clips get the other audio. */
export const replaceScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('project') }),
  z.strictObject({ kind: z.literal('song'), songId: idSchema }),
  z.strictObject({ kind: z.literal('clip'), trackId: idSchema, clipId: idSchema }),
])
export type ReplaceScope = z.infer<typeof replaceScopeSchema>

/**
 * Puts other audio of the project into clips, which keep their place, offset, fades and gain. One that would reach past the
 * end of it is shortened, one that lies behind its end goes, and one that is locked stays as it is. The audio that was there
 * stays in the project.
 */
export const replaceAudio = z.strictObject({
  type: z.literal('replaceAudio'),
  fromAssetId: idSchema,
  toAssetId: idSchema,
  scope: replaceScopeSchema,
})
export type ReplaceAudio = z.infer<typeof replaceAudio>

export interface ReplacedClip {
  before: Clip
  /** Null where nothing is left of it. */
  after: Clip | null
}

/** Clips that play the audio and lie in the scope. */
function clipsInScope(document: Document, assetId: string, scope: ReplaceScope): Clip[] {
  return Object.entries(document.clips).flatMap(([trackId, clips]) => {
    if (scope.kind === 'song' && document.tracks[trackId]?.songId !== scope.songId) return []
    if (scope.kind === 'clip' && scope.trackId !== trackId) return []
    return Object.values(clips).filter(
      (clip) => clip.assetId === assetId && (scope.kind !== 'clip' || scope.clipId === clip.id),
    )
  })
}

/** A clip with other audio in it; null where it would lie behind its end. */
function withAudio(clip: Clip, from: Asset, to: Asset): Clip | null {
  const fitted = fittedToAudio(clip, to)
  if (!fitted) return null
  const after = { ...fitted, assetId: to.id, name: clip.name === from.name ? to.name : clip.name }
  fitFades(after, true)
  return after
}

export interface Replacement {
  clips: ReplacedClip[]
  /** Clips in the scope that stay as they are because they are locked. */
  locked: Clip[]
}

/** What the edit makes of each clip. Throws `EditRefused` where the audio is not there or no clip plays it that may change. */
export function replacementOf(document: Document, { fromAssetId, toAssetId, scope }: ReplaceAudio): Replacement {
  const from = mustExist(document.assets[fromAssetId], 'asset', fromAssetId)
  const to = mustExist(document.assets[toAssetId], 'asset', toAssetId)
  if (from.id === to.id) throw new EditRefused('rule', `“${from.name}” is that audio already.`, 'Choose another file.')
  const inScope = clipsInScope(document, from.id, scope)
  const locked = inScope.filter((clip) => clip.locked)
  const clips = inScope.filter((clip) => !clip.locked)
  if (clips.length === 0)
    throw locked.length > 0
      ? new EditRefused('rule', `Every clip that plays “${from.name}” here is locked.`, 'Unlock the clips first.')
      : new EditRefused('rule', `No clip plays “${from.name}” here.`, 'Choose audio that a clip plays.')
  return { clips: clips.map((clip) => ({ before: clip, after: withAudio(clip, from, to) })), locked }
}

function isMono(document: Document, trackId: string): boolean | null {
  const clips = Object.values(document.clips[trackId] ?? {})
  if (clips.length === 0) return null
  return clips.every(({ assetId }) => document.assets[assetId]?.channels === 1)
}

/** A mono source is panned and a stereo one balanced, unless the user placed the channels by hand. */
function panModeFor(track: Track, wasMono: boolean | null, isNowMono: boolean | null): Track['panMode'] {
  if (wasMono === false && isNowMono === true && track.panMode === 'balance') return 'pan'
  if (wasMono === true && isNowMono === false && track.panMode === 'pan') return 'balance'
  return track.panMode
}

export function applyReplaceAudio(draft: Document, edit: ReplaceAudio): void {
  const { clips: replaced } = replacementOf(draft, edit)
  const trackIds = [...new Set(replaced.map(({ before }) => before.trackId))]
  const wasMono = trackIds.map((trackId) => isMono(draft, trackId))
  for (const { before, after } of replaced) {
    const clips = draft.clips[before.trackId]!
    if (after) clips[after.id] = after
    else delete clips[before.id]
  }
  for (const [index, trackId] of trackIds.entries()) {
    const track = draft.tracks[trackId]!
    const panMode = panModeFor(track, wasMono[index]!, isMono(draft, trackId))
    if (panMode !== track.panMode) track.panMode = panMode
  }
}
