import type {
  ChannelMode,
  Device,
  DeviceKind,
  Document,
  Id,
  PanLaw,
  PanMode,
  Track,
  TrackKind,
} from '../../model/document.ts'
import { isStageOff } from '../../model/rack.ts'
import { feedsOfSong } from '../../model/routing.ts'
import { devicesOfOwner, sendsOfTrack, tracksOfSong } from '../../model/selectors.ts'
import type { ParamValues } from '../devices/device.ts'
import { deviceLatencyFrames } from '../devices/latency.ts'
import { type PlanCurve, planCurves } from './plan-curves.ts'
import { PlanError } from './plan-error.ts'
import { topologicalOrder } from './routing.ts'
import { heardWithSolo } from './solo.ts'

/** What a device listens to: a strip behind its inserts and mute, and how long that waits for the device's own signal. */
export interface PlanKey {
  readonly stripId: Id
  readonly delayFrames: number
}

/** A device in its place, all that the engine needs to make it. */
export interface PlanDevice {
  readonly id: Id
  readonly kind: DeviceKind
  readonly bypass: boolean
  readonly params: ParamValues
  readonly latencyFrames: number
  /** The song's tempo, for devices that follow it. */
  readonly tempoBpm: number
  readonly key: PlanKey | null
  /** The audio it plays, which the host gives with the plan; null: none. */
  readonly fileAssetId: Id | null
  readonly automation: readonly PlanCurve[]
}

/** What a way into a summing point does to level and place; every field can be moved live. */
export interface InputValues {
  readonly levelDb: number
  /** Balance, −1 to 1. */
  readonly pan: number
  readonly on: boolean
}

/** A way into a summing point: a strip's output, at unity, or one of its sends. */
export interface PlanInput extends InputValues {
  /** `out-` or `send-`, and the id of the strip or the send. */
  readonly id: string
  readonly stripId: Id
  readonly tap: 'pre' | 'post'
  /** How long it waits for the slowest. */
  readonly delayFrames: number
  readonly automation: readonly PlanCurve[]
}

/** What a strip does to level and place; every field can be moved live. */
export interface StripValues {
  readonly trimDb: number
  readonly polarityInverted: boolean
  readonly channelMode: ChannelMode
  readonly faderDb: number
  /** Added to what a curve of the fader plays. */
  readonly faderTrimDb: number
  /** −1 left to 1 right. */
  readonly pan: number
  readonly panWidth: number
  readonly panLaw: PanLaw
  readonly panMode: PanMode
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
  /** How long an audio strip's own sound waits for what its devices listen to. */
  readonly inputDelayFrames: number
  readonly automation: readonly PlanCurve[]
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
}

/** The strips of which something wants the signal before the fader: sends in front of it, and listening devices. */
export function tappedStrips({ strips, rack }: Plan): ReadonlySet<Id> {
  const keys = [...strips.flatMap(({ devices }) => devices), ...rack].flatMap(({ key }) => (key ? [key.stripId] : []))
  const sends = strips.flatMap(({ inputs }) => inputs.flatMap(({ stripId, tap }) => (tap === 'pre' ? [stripId] : [])))
  return new Set([...keys, ...sends])
}

/** The assets that devices of a plan play. */
export function deviceFileIds({ strips, rack }: Plan): Id[] {
  const devices = [...strips.flatMap((strip) => strip.devices), ...rack]
  return [...new Set(devices.flatMap(({ fileAssetId }) => (fileAssetId === null ? [] : [fileAssetId])))]
}

/** When a frame of the song leaves each strip, in frames after its place on the timeline, the strip's own delay included. */
type Leaves = ReadonlyMap<Id, number>

/** How long a strip's own sound must wait at least so that none of its devices' keys comes too late. */
function keyWait(document: Document, ownerId: Id, leaves: Leaves): number {
  let inChain = 0
  let wait = 0
  for (const { kind, params, keyTrackId } of devicesOfOwner(document, ownerId)) {
    if (keyTrackId !== null) wait = Math.max(wait, (leaves.get(keyTrackId) ?? 0) - inChain)
    inChain += deviceLatencyFrames(kind, params, document.project.sampleRate)
  }
  return wait
}

/** An owner's devices, the first of which the sound meets `arrival` frames after its place on the timeline. */
function planDevices(document: Document, ownerId: Id, tempoBpm: number, arrival: number, leaves: Leaves): PlanDevice[] {
  const sampleRate = document.project.sampleRate
  let at = arrival
  return devicesOfOwner(document, ownerId).map((device: Device): PlanDevice => {
    const { id, kind, bypass, params, keyTrackId, fileAssetId } = device
    const meets = at
    const latencyFrames = deviceLatencyFrames(kind, params, sampleRate)
    at += latencyFrames
    return {
      id,
      kind,
      bypass: bypass || isStageOff(document, device),
      params,
      latencyFrames,
      tempoBpm,
      key: keyTrackId === null ? null : { stripId: keyTrackId, delayFrames: meets - (leaves.get(keyTrackId) ?? 0) },
      fileAssetId,
      automation: planCurves(document, ownerId, meets, (target) => target.kind === 'device' && target.deviceId === id),
    }
  })
}

function latencyOf(devices: readonly PlanDevice[]): number {
  return devices.reduce((frames, device) => frames + device.latencyFrames, 0)
}

function checkRouting(document: Document, songId: Id, tracks: readonly Track[]): Track[] {
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
  const sorted = topologicalOrder(tracks, feedsOfSong(document, songId))
  if (!sorted) {
    const buses = tracks.filter((track) => track.kind === 'bus').map((track) => `"${track.name}"`)
    throw new PlanError('feedback', `The buses ${buses.join(', ')} feed each other in a loop. Route one to the master.`)
  }
  return sorted
}

/**
 * Compiles a song of a document. Pure: the same document gives the same plan. Throws PlanError when the song or its
 * master is missing, a track feeds nothing, or strips feed each other in a loop.
 */
export function compilePlan(document: Document, songId: Id, options: PlanOptions): Plan {
  const song = document.songs[songId]
  if (!song) throw new PlanError('unknown-song', `There is no song with the id "${songId}" in this project.`)
  const tracks = tracksOfSong(document, songId)
  const master = tracks.find((track) => track.kind === 'master')
  if (!master) throw new PlanError('no-master', `Song "${song.title}" has no master track. Add one to hear it.`)
  const sorted = checkRouting(document, songId, tracks)
  const heard = heardWithSolo(tracks, options.withSolo ? feedsOfSong(document, songId) : null)

  const leaves = new Map<Id, number>()
  const planStrip = (track: Track): PlanStrip => {
    const ways = waysInto(document, tracks, track.id)
    const arrival = Math.max(
      0,
      keyWait(document, track.id, leaves),
      ...ways.map(({ stripId }) => leaves.get(stripId) ?? 0),
    )
    const devices = planDevices(document, track.id, song.tempoBpm, arrival, leaves)
    const end = arrival + latencyOf(devices)
    leaves.set(track.id, end - track.delayFrames)
    return {
      id: track.id,
      kind: track.kind,
      devices,
      inputs: ways.map(({ id, stripId, values, tap, sendId }): PlanInput => {
        const { delayFrames } = document.tracks[stripId]!
        return {
          id,
          stripId,
          tap,
          ...values,
          on: values.on && heard.isOpen(stripId, track.id),
          delayFrames: arrival - (leaves.get(stripId) ?? 0),
          automation:
            sendId === null
              ? []
              : planCurves(
                  document,
                  stripId,
                  arrival + delayFrames,
                  (target) => target.kind === 'send' && target.sendId === sendId,
                ),
        }
      }),
      inputDelayFrames: track.kind === 'audio' ? arrival : 0,
      automation: planCurves(document, track.id, end, (target) => target.kind === 'strip'),
      trimDb: track.trimDb,
      polarityInverted: track.polarityInverted,
      channelMode: track.channelMode,
      faderDb: track.faderDb,
      faderTrimDb: track.faderTrimDb,
      pan: track.pan,
      panWidth: track.panWidth,
      panLaw: track.panLaw,
      panMode: track.panMode,
      mute: track.mute,
      silencedBySolo: !heard.has(track.id),
    }
  }
  const strips = sorted.map(planStrip)
  const mixed = leaves.get(master.id) ?? 0
  const rack = options.stage === 'master' ? planDevices(document, songId, song.tempoBpm, mixed, leaves) : []
  return {
    songId,
    sampleRate: document.project.sampleRate,
    stage: options.stage,
    strips,
    rack,
    latencyFrames: mixed + latencyOf(rack),
  }
}

/** What the way of a send into its bus is called in a plan. */
export function sendInputId(trackId: Id, sendId: Id): string {
  return `send-${trackId}-${sendId}`
}

/** The outputs and sends that feed a strip, in document order. */
function waysInto(document: Document, tracks: readonly Track[], targetId: Id) {
  return tracks.flatMap((feeder) => {
    const unity: InputValues = { levelDb: 0, pan: 0, on: true }
    const output = { id: `out-${feeder.id}`, stripId: feeder.id, tap: 'post' as const, sendId: null, values: unity }
    const sends = sendsOfTrack(document, feeder.id)
      .filter((send) => send.targetId === targetId)
      .map(({ id, tap, levelDb, pan, on }) => ({
        id: sendInputId(feeder.id, id),
        stripId: feeder.id,
        tap,
        sendId: id,
        values: { levelDb, pan, on } satisfies InputValues,
      }))
    return feeder.outputId === targetId ? [output, ...sends] : sends
  })
}
