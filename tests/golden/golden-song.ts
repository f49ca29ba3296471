import { newDevice, newLane, newSend, newTrack } from '../../shared/model/defaults.ts'
import { type DeviceKind, type Document, deviceKinds } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import type { PoolStem } from '../e2e/live-server.ts'
import { bursts, device, edit, sampleRate, songOf } from '../e2e/live-songs.ts'

/** What the devices are set to, so that each does something. */
const settings: Partial<Record<DeviceKind, Record<string, number>>> = {
  eq: {
    'b1.on': 1,
    'b2.gain': 4,
    'b4.gain': -6,
    'b5.channel': 3,
    'b5.gain': 3,
    'b6.range': -6,
    'b7.type': 16,
    'b7.gain': 2,
  },
  compressor: { threshold: -30, ratio: 4, rms: 1, link: 40, lookahead: 2 },
  limiter: { drive: 9, style: 1 },
  transient: { attack: 40, sustain: -20 },
  gate: { threshold: -35, lookahead: 1 },
  multiband: { 'b1.threshold': -30, 'b2.ratio': 3, 'b3.threshold': -35 },
  imager: { bands: 2, 'b1.width': 0, 'b3.width': 140, guard: 1 },
  utility: { width: 120, monoBelow: 100 },
  saturation: { style: 1, drive: 10 },
  delay: { sync: 5, mode: 1 },
  reverb: { decay: 0.8, mix: 30 },
  chorus: { voices: 2 },
  deesser: { threshold: -20 },
  exciter: { amount: 40 },
  convolution: { mix: 40 },
  lineareq: { 'b4.gain': 4, resolution: 0 },
  matcheq: { m20: 6, s40: -5, resolution: 0 },
}

export const goldenStems: readonly PoolStem[] = [
  bursts(3 * sampleRate, 110, 2, 1),
  bursts(2.5 * sampleRate, 440, 1, 2),
  bursts(3 * sampleRate, 1760, 2, 3),
  bursts(0.4 * sampleRate, 70, 2, 4),
]

/** Every device on one of four tracks, sends, side-chains, delays, pan modes and automation, into a bus and a limited rack. */
export function goldenSong(): Document {
  const inserts = deviceKinds.map((kind, index): SingleEdit => {
    const added = newDevice(`d-${kind}`, `t${index % 4}`, kind, index)
    const fileAssetId = kind === 'convolution' ? 'a3' : null
    const keyTrackId = kind === 'gate' ? 't1' : null
    return { type: 'addDevice', device: { ...added, params: settings[kind] ?? {}, fileAssetId, keyTrackId } }
  })
  const ramp = (laneId: string, ownerId: string, values: readonly [number, number, number]): SingleEdit => ({
    type: 'editAutomation',
    ownerId,
    laneId,
    fromFrame: 0,
    toFrame: 200_000,
    points: values.map((value, index) => ({
      frame: 1000 + 40_000 * index,
      value,
      shape: (['curve', 'linear', 'hold'] as const)[index]!,
      tension: 0.6,
    })),
  })
  return edit(
    songOf(goldenStems),
    { type: 'addTrack', track: newTrack('bus', 's', 'bus', 'Bus', 50, 'm', 5) },
    { type: 'addTrack', track: newTrack('fx', 's', 'bus', 'Effects', 51, 'm', 6) },
    ...inserts,
    { type: 'updateTrack', trackId: 't0', set: { outputId: 'bus', pan: -0.4, faderDb: -6 } },
    { type: 'updateTrack', trackId: 't1', set: { delayFrames: -700, channelMode: 'mono', polarityInverted: true } },
    { type: 'updateTrack', trackId: 't2', set: { panMode: 'stereo', panWidth: 0.4, pan: 0.5, delayFrames: 333 } },
    { type: 'addSend', send: { ...newSend('a', 't2', 'fx', 0), levelDb: -9, pan: -0.3 } },
    { type: 'addSend', send: { ...newSend('b', 't1', 'fx', 1), tap: 'pre', levelDb: -12 } },
    { type: 'addLane', lane: newLane('l1', 't0', { kind: 'strip', param: 'faderDb' }, 0) },
    ramp('l1', 't0', [-20, 0, -8]),
    { type: 'addLane', lane: newLane('l2', 't2', { kind: 'send', sendId: 'a', param: 'levelDb' }, 0) },
    ramp('l2', 't2', [-60, 0, -10]),
    { type: 'addLane', lane: newLane('l3', 't0', { kind: 'device', deviceId: 'd-eq', param: 'b4.freq' }, 1) },
    ramp('l3', 't0', [300, 4000, 900]),
    device('s', 'multiband', settings.multiband!),
    device('s', 'saturation', { style: 0, drive: 3 }),
    { type: 'addDevice', device: { ...newDevice('s-last', 's', 'limiter', 9), params: { drive: 6 } } },
  )
}
