import type { DeviceKind, Id } from '../../model/document.ts'
import { type PlanDevice, tappedStrips } from '../mixer/plan.ts'
import type { RenderJob } from './render-job.ts'

/**
 * What strips, their mix, the loudness meter and devices cost, in about a nanosecond a frame each; only the balance of the
 * threads depends on it.
 */
const STRIP_COST = 6
const MIX_COST = 2
const METER_COST = 10
const deviceCosts: Readonly<Record<DeviceKind, number>> = {
  eq: 9,
  compressor: 8,
  limiter: 28,
  transient: 13,
  gate: 10,
  multiband: 45,
  imager: 28,
  utility: 9,
  saturation: 55,
  delay: 15,
  reverb: 160,
  chorus: 60,
  deesser: 30,
  exciter: 70,
  convolution: 600,
  lineareq: 230,
  matcheq: 230,
}

function devicesCost(devices: readonly PlanDevice[]): number {
  return devices.reduce((cost, { kind, bypass }) => cost + (bypass ? 0 : deviceCosts[kind]), 0)
}

/** What the mixing thread has to do besides the tracks it renders itself. */
function mixCost(job: RenderJob, tracks: number): number {
  const summing = job.plan.strips.filter(({ kind }) => kind !== 'audio')
  const strips = summing.reduce((cost, { devices }) => cost + STRIP_COST + devicesCost(devices), 0)
  return METER_COST + MIX_COST * tracks + strips + devicesCost(job.plan.rack)
}

export interface DealtTracks {
  /** The mixing thread renders these itself. */
  readonly local: readonly Id[]
  /** One hand for each worker, none empty. */
  readonly hands: readonly (readonly Id[])[]
}

/**
 * Deals the audio tracks out to the mixing thread and `workers` workers so that their loads differ little. A track that
 * listens to another, or whose signal before the fader is wanted, stays with the mix.
 */
export function dealTracks(job: RenderJob, workers: number): DealtTracks {
  const costs = new Map(
    job.plan.strips
      .filter(({ id }) => id in job.playlists)
      .map(({ id, devices }) => [id, STRIP_COST + devicesCost(devices)]),
  )
  const tapped = tappedStrips(job.plan)
  const tied = new Set(
    job.plan.strips
      .filter(({ id, devices }) => tapped.has(id) || devices.some(({ key }) => key !== null))
      .map(({ id }) => id),
  )
  const local = { load: mixCost(job, costs.size), ids: [] as Id[] }
  const hands = [local, ...Array.from({ length: workers }, () => ({ load: 0, ids: [] as Id[] }))]
  const heaviestFirst = [...costs].sort(([, a], [, b]) => b - a)
  const order = [...heaviestFirst.filter(([id]) => tied.has(id)), ...heaviestFirst.filter(([id]) => !tied.has(id))]
  for (const [id, cost] of order) {
    const lightest = tied.has(id) ? local : hands.reduce((least, hand) => (hand.load < least.load ? hand : least))
    lightest.load += cost
    lightest.ids.push(id)
  }
  return {
    local: local.ids,
    hands: hands.slice(1).flatMap(({ ids }) => (ids.length > 0 ? [ids] : [])),
  }
}
