import { documentOfPremaster, listensToStrips, loudnessStageOf, type RenderedSound } from '../../model/album-song.ts'
import type { Device, Document, Id } from '../../model/document.ts'
import { mixdownKey, premasterKey, renderKey } from '../../model/render-state.ts'
import { devicesOfOwner, songLengthFrames } from '../../model/selectors.ts'
import { limiterSpec } from '../devices/limiter.spec.ts'
import { paramValue } from '../devices/param-values.ts'
import type { LimitJob } from '../offline/limit-to-target.ts'
import { prepareRender } from '../offline/render-job.ts'
import type { RenderTask } from '../offline/render-task.ts'
import type { RenderFacts } from './album-host.ts'

/** The parts that a song's master is rendered in, each kept under its own key: mixdown, what comes before its loudness stage, master. */

/** No peak is taken down further to meet a target of the album. */
export const MOST_LIMITING_DB = 12

export interface SongParts {
  readonly songId: Id
  /** The devices that are rendered before the loudness stage; where that stands as it is set, all of its rack. */
  readonly rack: readonly Device[]
  /** The limiter that is run apart, so that a target is met by running it alone; null: none is. */
  readonly stage: Device | null
  /** Null where devices of the rack listen to strips: then the song is rendered from its strips through its rack at once. */
  readonly mixdownKey: string | null
  readonly premasterKey: string
}

/** `withTarget`: whether its loudness stage is brought to a target, the album's or the song's own. */
export function songParts(document: Document, songId: Id, withTarget: boolean): SongParts {
  const stage = (withTarget && loudnessStageOf(document, songId)) || null
  const rack = devicesOfOwner(document, songId).filter(({ id }) => id !== stage?.id)
  return {
    songId,
    rack,
    stage,
    mixdownKey: listensToStrips(rack) ? null : mixdownKey(document, songId),
    premasterKey: premasterKey(document, songId, rack),
  }
}

/** A task, and the document whose assets it plays. */
export interface SongTask {
  readonly task: RenderTask
  readonly document: Document
}

/** The song before its rack, as long as what follows may lift its tail. Throws RenderRefused. */
export function mixdownTask(document: Document, songId: Id): SongTask {
  const job = prepareRender({ document, songId, stage: 'mix', isLifted: true })
  return { task: { kind: 'song', job }, document }
}

/** The song before its loudness stage, or its master where it has none. Throws RenderRefused. */
export function premasterTask(document: Document, parts: SongParts, mixdown: RenderedSound | null): SongTask {
  const { songId, rack, stage } = parts
  const virtual = documentOfPremaster(document, songId, rack, mixdown)
  const job = prepareRender({ document: virtual, songId, stage: 'master', isLifted: stage !== null })
  // A mixdown goes on until it may be heard no more; the song ends with its last clip.
  const lastClipEndFrame = songLengthFrames(document, songId)
  return { task: { kind: 'song', job: { ...job, lastClipEndFrame } }, document: virtual }
}

/** How a song's loudness stage is to run. */
export interface StageSetting {
  readonly targetLufs: number
  /** The album's ceiling, where the stage may not come out above it; null: its own stands. */
  readonly ceilingDbtp: number | null
  readonly mostLimitingDb: number | null
  /** Whether the album's last limiter makes up for what is missed here. */
  readonly isMadeUp: boolean
}

function stageParams(stage: Device, { ceilingDbtp }: StageSetting): Record<string, number> {
  const { drive: _, ...params } = stage.params
  const ceiling = paramValue(limiterSpec, params, 'ceiling')
  return { ...params, ceiling: ceilingDbtp === null ? ceiling : Math.min(ceiling, ceilingDbtp) }
}

/** The key of a song's master behind its loudness stage. */
export function masterKey(parts: SongParts & { stage: Device }, setting: StageSetting): string {
  const { targetLufs, mostLimitingDb, isMadeUp } = setting
  return renderKey(
    'master',
    parts.premasterKey,
    stageParams(parts.stage, setting),
    targetLufs,
    mostLimitingDb,
    isMadeUp,
  )
}

/** The loudness stage alone, over what was rendered before it. */
export function masterTask(
  document: Document,
  parts: SongParts & { stage: Device },
  premaster: RenderFacts,
  setting: StageSetting,
): SongTask {
  const virtual = documentOfPremaster(document, parts.songId, parts.rack, premaster)
  const assetId = Object.values(virtual.assets).find(({ poolHash }) => poolHash === premaster.key)!.id
  const song = document.songs[parts.songId]!
  const job: LimitJob = {
    sampleRate: document.project.sampleRate,
    params: stageParams(parts.stage, setting),
    targetLufs: setting.targetLufs,
    contentFrames: song.endFrame === null ? songLengthFrames(document, parts.songId) - song.startFrame : null,
    ...(setting.mostLimitingDb !== null && { mostLimitingDb: setting.mostLimitingDb }),
    isGuessed: setting.isMadeUp,
    known: premaster.measurement,
  }
  const sound = { assetId, startFrame: 0, frames: premaster.frames }
  return { task: { kind: 'limit', job, sound }, document: virtual }
}
