import type { Device, DeviceKind, Document, Id, PanLaw, Track, TrackKind } from '../../model/document.ts'
import type { ParamValues } from '../devices/device.ts'
import { deviceLatencyFrames } from '../devices/latency.ts'
import { PlanError } from './plan-error.ts'
import { topologicalOrder } from './routing.ts'
import { silencedBySolo } from './solo.ts'

/** A device in its place, all that the engine needs to make it. */
export interface PlanDevice {
  readonly id: Id
  readonly kind: DeviceKind
  readonly bypass: boolean
  readonly params: ParamValues
  readonly latencyFrames: number
  /** The song's tempo, for devices that follow it. */
  readonly tempoBpm: number
}

/** A strip that feeds a summing point, and how long it waits there for the slowest. */
export interface PlanInput {
  readonly stripId: Id
  readonly delayFrames: number
}

/** What a strip does to level and place; every field can be moved live. */
export interface StripValues {
  readonly trimDb: number
  readonly polarityInverted: boolean
  readonly faderDb: number
  /** −1 left to 1 right. */
  readonly pan: number
  readonly panLaw: PanLaw
  readonly panMode: 'pan' | 'balance'
  readonly mute: boolean
  /** Another strip's solo silences this one. */
  readonly silencedBySolo: boolean
}

export interface PlanStrip extends StripValues {
  readonly id: Id
  readonly kind: TrackKind
  readonly devices: readonly PlanDevice[]
  /** In document order, which is the order of adding. Empty for audio strips: the host feeds those. */
  readonly inputs: readonly PlanInput[]
}

/** A song compiled for the engine: plain data that can be sent to a worker or a worklet. */
export interface Plan {
  readonly songId: Id
  readonly sampleRate: number
  readonly stage: 'mix' | 'master'
  /** Each behind all that feed it; the master is the last. */
  readonly strips: readonly PlanStrip[]
  /** The song's mastering devices behind the master strip; empty at the mix stage. */
  readonly rack: readonly PlanDevice[]
  /** Frames from a track's input to the output; a bounce drops them at its head. */
  readonly latencyFrames: number
}

export interface PlanOptions {
  readonly stage: 'mix' | 'master'
  /** Live listening honours solo; bounces do not. */
  readonly withSolo?: boolean
  /** Moves tracks in time: frames by track id, positive is later. */
  readonly trackDelayFrames?: Readonly<Record<Id, number>>
}

function inOrder<Item extends { order: number; id: Id }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
}

function planDevices(document: Document, ownerId: Id, tempoBpm: number): PlanDevice[] {
  const sampleRate = document.project.sampleRate
  return inOrder<Device>(Object.values(document.devices[ownerId] ?? {})).map(({ id, kind, bypass, params }) => ({
    id,
    kind,
    bypass,
    params,
    latencyFrames: deviceLatencyFrames(kind, params, sampleRate),
    tempoBpm,
  }))
}

function latencyOf(devices: readonly PlanDevice[]): number {
  return devices.reduce((frames, device) => frames + device.latencyFrames, 0)
}

function checkRouting(tracks: readonly Track[]): Track[] {
  const byId = new Map(tracks.map((track) => [track.id, track]))
  for (const track of tracks) {
    if (track.kind === 'master') continue
    const output = track.outputId === null ? undefined : byId.get(track.outputId)
    if (!output || output.kind === 'audio')
      throw new PlanError(
        'unknown-output',
        `Track "${track.name}" feeds no bus or master of its song. Choose an output for it.`,
      )
  }
  const sorted = topologicalOrder(tracks)
  if (!sorted) {
    const buses = tracks.filter((track) => track.kind === 'bus').map((track) => `"${track.name}"`)
    throw new PlanError('feedback', `The buses ${buses.join(', ')} feed each other in a loop. Route one to the master.`)
  }
  return sorted
}

/**
 * Compiles a song of a document. Pure: the same document gives the same plan. Throws PlanError when the song or its
 * master is missing, a track feeds nothing, or buses feed each other in a loop.
 */
export function compilePlan(document: Document, songId: Id, options: PlanOptions): Plan {
  const song = document.songs[songId]
  if (!song) throw new PlanError('unknown-song', `There is no song with the id "${songId}" in this project.`)
  const tracks = inOrder(Object.values(document.tracks).filter((track) => track.songId === songId))
  const master = tracks.find((track) => track.kind === 'master')
  if (!master) throw new PlanError('no-master', `Song "${song.title}" has no master track. Add one to hear it.`)
  const sorted = checkRouting(tracks)
  const silenced = options.withSolo ? silencedBySolo(tracks) : new Set<Id>()

  /** When a frame of the song leaves each strip, in frames after its place on the timeline. */
  const leaves = new Map<Id, number>()
  const strips = sorted.map((track): PlanStrip => {
    const devices = planDevices(document, track.id, song.tempoBpm)
    const feeders = tracks.filter((other) => other.outputId === track.id && other.kind !== 'master')
    const arrival = Math.max(
      0,
      ...feeders.map((feeder) => (leaves.get(feeder.id) ?? 0) - (options.trackDelayFrames?.[feeder.id] ?? 0)),
    )
    leaves.set(track.id, arrival + latencyOf(devices))
    return {
      id: track.id,
      kind: track.kind,
      devices,
      inputs: feeders.map((feeder) => ({
        stripId: feeder.id,
        delayFrames: arrival - (leaves.get(feeder.id) ?? 0) + (options.trackDelayFrames?.[feeder.id] ?? 0),
      })),
      trimDb: track.trimDb,
      polarityInverted: track.polarityInverted,
      faderDb: track.faderDb,
      pan: track.pan,
      panLaw: track.panLaw,
      panMode: track.panMode,
      mute: track.mute,
      silencedBySolo: silenced.has(track.id),
    }
  })
  const rack = options.stage === 'master' ? planDevices(document, songId, song.tempoBpm) : []
  return {
    songId,
    sampleRate: document.project.sampleRate,
    stage: options.stage,
    strips,
    rack,
    latencyFrames: (leaves.get(master.id) ?? 0) + latencyOf(rack),
  }
}
