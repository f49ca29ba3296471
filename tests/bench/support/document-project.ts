import { createHash } from 'node:crypto'
import { newClip, newDevice, newLane, newSend, newTrack } from '../../../shared/model/defaults.ts'
import type { Asset, AutomationPoint } from '../../../shared/model/document.ts'
import type { Edit, SingleEdit } from '../../../shared/model/edits/edit.ts'
import { newSongEdit } from '../../../shared/model/new-song.ts'

/** How large the document is: a dense session, and what is made of it. */
export const TRACKS = 64
export const CLIPS = 2000
export const POINTS = 20_000
export const ENTRIES = 5000
const RATE = 48_000
const BUSES = 8
/** What follows one point of a lane. */
const POINT_FRAMES = 4800

/** Ids as long as those the interface makes. */
function id(kind: string, number: number): string {
  const hex = createHash('sha256').update(`${kind} ${number}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

function asset(number: number): Asset {
  const hash = createHash('sha256').update(`asset ${number}`).digest('hex')
  return {
    id: id('asset', number),
    name: `Stem ${number}`,
    sourceHash: hash,
    poolHash: hash,
    originalName: `Stem ${number}.wav`,
    sourceFormat: 'WAV 24 bit',
    sourceRate: RATE,
    sourceChannels: 2,
    channelIndex: null,
    channels: 2,
    frames: RATE * 600,
    notes: [],
    originFrame: null,
  }
}

function points(count: number): AutomationPoint[] {
  return Array.from({ length: count }, (_, index) => ({
    frame: index * POINT_FRAMES,
    value: Math.round(-60 * Math.abs(Math.sin(index / 9)) * 10) / 10,
    shape: 'linear',
    tension: 0,
  }))
}

/** A session of `times` as many tracks, clips and points: each track with clips, two devices, a send and two lanes. */
export function documentEdits(times: number): Edit[] {
  const songId = id('song', 0)
  const masterId = id('master', 0)
  const edits: SingleEdit[] = [newSongEdit({ songId, masterId, title: 'Dense', order: 0 })]
  for (let bus = 0; bus < BUSES; bus++)
    edits.push({
      type: 'addTrack',
      track: newTrack(id('bus', bus), songId, 'bus', `Bus ${bus}`, 900 + bus, masterId, bus),
    })
  const tracks = TRACKS * times - BUSES - 1
  const lanePoints = Math.ceil((POINTS * times) / tracks / 2)
  for (let number = 0; number < tracks; number++) {
    const trackId = id('track', number)
    const bus = id('bus', number % BUSES)
    const stem = asset(number)
    edits.push({ type: 'addAsset', asset: stem })
    edits.push({ type: 'addTrack', track: newTrack(trackId, songId, 'audio', `Track ${number}`, number, bus, number) })
    for (let each = 0; number + each * tracks < CLIPS * times; each++) {
      const clip = newClip(id(`clip ${number}`, each), trackId, stem, each * RATE * 4)
      edits.push({ type: 'addClip', clip: { ...clip, offsetFrames: each * RATE, lengthFrames: RATE * 3 } })
    }
    const params = { threshold: -24.5, ratio: 3.2, attack: 8, release: 120 }
    edits.push({ type: 'addDevice', device: newDevice(id('eq', number), trackId, 'eq', 0) })
    edits.push({
      type: 'addDevice',
      device: { ...newDevice(id('compressor', number), trackId, 'compressor', 1), params },
    })
    edits.push({ type: 'addSend', send: newSend(id('send', number), trackId, id('bus', (number + 1) % BUSES), 0) })
    const targets = [
      { kind: 'strip', param: 'faderDb' },
      { kind: 'device', deviceId: id('compressor', number), param: 'threshold' },
    ] as const
    for (const [index, target] of targets.entries()) {
      const laneId = id(`lane ${number}`, index)
      edits.push({ type: 'addLane', lane: newLane(laneId, trackId, target, index) })
      edits.push({
        type: 'editAutomation',
        ownerId: trackId,
        laneId,
        fromFrame: 0,
        toFrame: lanePoints * POINT_FRAMES,
        points: points(lanePoints),
      })
    }
  }
  return edits
}

/** What a user does all day, one after the other: a fader, a clip, a knob, a point, a name, a send, a split. */
export function dailyEdit(number: number, times: number): Edit {
  const tracks = TRACKS * times - BUSES - 1
  const track = (number * 7) % tracks
  const trackId = id('track', track)
  switch (number % 6) {
    case 0:
      return { type: 'updateTrack', trackId, set: { faderDb: -(number % 300) / 10 } }
    case 1:
      return {
        type: 'moveClip',
        trackId,
        clipId: id(`clip ${track}`, number % 10),
        toTrackId: trackId,
        startFrame: (number % 977) * 1000,
      }
    case 2: {
      const deviceId = id('compressor', track)
      return { type: 'setDeviceParams', ownerId: trackId, deviceId, params: { threshold: -(number % 600) / 10 } }
    }
    case 3: {
      const frame = (number % 150) * POINT_FRAMES
      const point = { frame, value: -(number % 590) / 10, shape: 'linear' as const, tension: 0 }
      const laneId = id(`lane ${track}`, number % 2)
      return { type: 'editAutomation', ownerId: trackId, laneId, fromFrame: frame, toFrame: frame + 1, points: [point] }
    }
    case 4:
      return {
        type: 'updateClip',
        trackId,
        clipId: id(`clip ${track}`, number % 9),
        set: { fadeInFrames: number % 4800 },
      }
    default:
      return { type: 'updateSend', trackId, sendId: id('send', track), set: { levelDb: -(number % 400) / 10 } }
  }
}
