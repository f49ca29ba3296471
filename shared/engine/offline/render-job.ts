import type { Device, Document, Id } from '../../model/document.ts'
import { isStageOff } from '../../model/rack.ts'
import { clipsOfTrack, devicesOfOwner, songLengthFrames, tracksOfSong } from '../../model/selectors.ts'
import type { ParamValues } from '../devices/device.ts'
import type { DeviceFiles } from '../mixer/insert-chain.ts'
import { compilePlan, type Plan } from '../mixer/plan.ts'
import { compilePlaylist, type PlaylistRegion } from '../playlist/playlist.ts'

export type RenderStage = 'mix' | 'master'

/** A stretch of the timeline that is rendered instead of the whole song. */
export interface RenderRange {
  readonly startFrame: number
  /** The first frame behind it; null: after the last clip and its tail. */
  readonly endFrame: number | null
}

export interface RenderRequest {
  readonly document: Document
  readonly songId: Id
  readonly stage: RenderStage
  /** Instead of the song's own start and end; its devices begin at its start, as they do at the song's. */
  readonly range?: RenderRange
  /** Instead of the song's own target; null: leave the limiter's drive as it is set. */
  readonly targetLufs?: number | null
  /** Instead of the limiter's own ceiling, dBTP. */
  readonly ceilingDbtp?: number
  /** Whether something behind the render may lift it, so that its tail counts as silent only far below −100 dBFS. */
  readonly isLifted?: boolean
}

/** The stage that brings a master to its target: the limiter at the end of the rack. */
export interface LoudnessJob {
  readonly params: ParamValues
  readonly targetLufs: number
}

/** Everything a song's rendering needs, as plain data that crosses to workers. */
export interface RenderJob {
  readonly sampleRate: number
  /** Without the loudness stage's limiter when `loudness` is set. */
  readonly plan: Plan
  /** Of the strips, by id, for what the user is told. */
  readonly names: Readonly<Record<Id, string>>
  /** By track id. */
  readonly playlists: Readonly<Record<Id, readonly PlaylistRegion[]>>
  readonly startFrame: number
  /** Where the song's end marker stands or the range ends, or null: after the last clip and its tail. */
  readonly endFrame: number | null
  readonly lastClipEndFrame: number
  /** Frames of the engine's output that come before the song: its plan's latency. */
  readonly headFrames: number
  readonly isLifted: boolean
  readonly loudness: LoudnessJob | null
  /** Audio for the devices that play a file; the host reads it before the rendering, `deviceFileIds` says which. */
  readonly files: DeviceFiles
}

/** A song that cannot be rendered as asked, and what to do. */
export class RenderRefused extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'RenderRefused'
    this.remedy = remedy
  }
}

function withDevice(document: Document, device: Device, change: Device | null): Document {
  const { [device.id]: _, ...others } = document.devices[device.ownerId] ?? {}
  const devices = change ? { ...others, [device.id]: change } : others
  return { ...document, devices: { ...document.devices, [device.ownerId]: devices } }
}

/**
 * Compiles a song into a job. Throws `RenderRefused` when there is nothing to render, or when a target or a ceiling is
 * wanted and the rack does not end in a limiter that could meet it.
 */
export function prepareRender(request: RenderRequest): RenderJob {
  const { songId, stage } = request
  let { document } = request
  const song = document.songs[songId]
  if (!song) throw new RenderRefused(`There is no song ${songId}.`, 'Choose a song of this project.')
  const lastClipEndFrame = songLengthFrames(document, songId)
  const { startFrame, endFrame } = request.range ?? song
  if (endFrame !== null && endFrame <= startFrame)
    throw new RenderRefused(
      `The range of "${song.title}" ends before it starts.`,
      'Choose a range whose end lies behind its start.',
    )
  if (lastClipEndFrame <= startFrame && endFrame === null)
    throw new RenderRefused(`"${song.title}" has no audio after its start.`, 'Import stems first, or move the start.')

  const last = devicesOfOwner(document, songId).at(-1)
  const limiter =
    stage === 'master' && last?.kind === 'limiter' && !last.bypass && !isStageOff(document, last) ? last : null
  const targetLufs = request.targetLufs === undefined ? song.targetLufs : request.targetLufs
  let loudness: LoudnessJob | null = null
  if (stage === 'master' && !limiter && (request.targetLufs != null || request.ceilingDbtp !== undefined))
    throw new RenderRefused(
      `The rack of "${song.title}" does not end in a limiter, which a target and a ceiling need.`,
      'Put a limiter at its end, or bounce without target and ceiling.',
    )
  if (limiter) {
    const params =
      request.ceilingDbtp === undefined ? limiter.params : { ...limiter.params, ceiling: request.ceilingDbtp }
    if (targetLufs !== null) {
      loudness = { params, targetLufs }
      document = withDevice(document, limiter, null)
    } else document = withDevice(document, limiter, { ...limiter, params })
  }

  const { assets, project } = document
  const playlists: Record<Id, readonly PlaylistRegion[]> = {}
  for (const track of tracksOfSong(document, songId))
    if (track.kind === 'audio')
      playlists[track.id] = compilePlaylist(clipsOfTrack(document, track.id), assets, project.sampleRate)
  const plan = compilePlan(document, songId, { stage })
  return {
    sampleRate: project.sampleRate,
    plan,
    names: Object.fromEntries(tracksOfSong(document, songId).map(({ id, name }) => [id, name])),
    playlists,
    startFrame,
    endFrame,
    lastClipEndFrame,
    headFrames: plan.latencyFrames,
    isLifted: request.isLifted ?? false,
    loudness,
    files: {},
  }
}
