import { create } from 'zustand'
import {
  defaultMeterSettings,
  type MeterKind,
  type MeterSettings,
  meterKinds,
  meterPoints,
  meterScales,
} from '../live/meter-settings.ts'
import { player } from '../live/player.ts'
import type { MeterZones } from '../ui/meter.tsx'
import { keep, readKeptRecord } from './window-storage.ts'

/** How the meters of this window look: remembered, and no part of any song. */

export const meterNames: Readonly<Record<MeterKind, string>> = {
  peak: 'Peak (IEC 60268-18)',
  truePeak: 'True peak (BS.1770)',
  rms: 'RMS and peak, 300 ms',
  type1: 'PPM type I, DIN (IEC 60268-10)',
  type2: 'PPM type II, EBU (IEC 60268-10)',
  vu: 'VU, 0 VU at −18 dBFS (IEC 60268-17)',
  k20: 'K-20',
  k14: 'K-14',
  k12: 'K-12',
  loudness: 'Loudness, momentary and short-term',
}

export const meterHolds: readonly { readonly seconds: number; readonly label: string }[] = [
  { seconds: 0, label: 'No peak hold' },
  { seconds: 1.5, label: 'Hold peaks 1.5 s' },
  { seconds: 4, label: 'Hold peaks 4 s' },
  { seconds: Number.POSITIVE_INFINITY, label: 'Hold peaks until cleared' },
]

const storageKey = 'mixwright.meters'
/** What JSON writes for an endless hold. */
const ENDLESS = 'endless'

function kept(): MeterSettings {
  const read = readKeptRecord(storageKey)
  const hold = read.hold === ENDLESS ? Number.POSITIVE_INFINITY : read.hold
  return {
    kind: meterKinds.find((kind) => kind === read.kind) ?? defaultMeterSettings.kind,
    point: meterPoints.find((point) => point === read.point) ?? defaultMeterSettings.point,
    holdSeconds: meterHolds.find(({ seconds }) => seconds === hold)?.seconds ?? defaultMeterSettings.holdSeconds,
  }
}

export const useMeterSettings = create<MeterSettings>(kept)
player.setMeters(useMeterSettings.getState())

export function setMeters(change: Partial<MeterSettings>): void {
  useMeterSettings.setState(change)
  const settings = useMeterSettings.getState()
  player.setMeters(settings)
  const hold = Number.isFinite(settings.holdSeconds) ? settings.holdSeconds : ENDLESS
  keep(storageKey, { kind: settings.kind, point: settings.point, hold })
}

export function nextMeterKind(): void {
  const { kind } = useMeterSettings.getState()
  setMeters({ kind: meterKinds[(meterKinds.indexOf(kind) + 1) % meterKinds.length]! })
}

export function toggleMeterPoint(): void {
  setMeters({ point: useMeterSettings.getState().point === 'pre' ? 'post' : 'pre' })
}

export function useMeterKind(): MeterKind {
  return useMeterSettings(({ kind }) => kind)
}

export function useMeterZones(): MeterZones {
  return meterScales[useMeterKind()]
}

/** A reading by the kind of meter: from its own zero. */
export function meterReading(db: number): number {
  return db <= -144 ? db : db - meterScales[useMeterSettings.getState().kind].zeroDb
}

export function meterUnit(): string {
  return meterScales[useMeterSettings.getState().kind].unit
}
