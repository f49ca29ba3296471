import { Coefficients } from './biquad-design'
import { dbToGain } from './decibel'
import { newDevice, param, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { BAND_BYTES, Band, SECTIONS_PER_BAND, bandInit, bandSection, bandSet, bandSnap } from './eq-band'
import { FirEq, firFree, firNew, firProcess, firReset, firSettle, setGains } from './fir-eq'

/** The equalizer's bands at linear phase, on both channels, the mid or the side. */
const BANDS: i32 = 8
/** On, type, frequency, gain, Q, channel: as the equalizer's bands count them. */
const BAND_PARAMS: i32 = 6
const OUTPUT: i32 = BANDS * BAND_PARAMS
const RESOLUTION: i32 = OUTPUT + 1
const PARAMS: i32 = RESOLUTION + 1

const MID: i32 = 1
const SIDE: i32 = 2
/** Taps of the lowest resolution, as a power of two. */
const FIRST_PASSES: i32 = 10
const BANDS_AT: usize = 16

// @ts-ignore: decorator
@inline
function firOf(device: usize): FirEq {
  return changetype<FirEq>(load<usize>(device + stateAt(PARAMS)))
}

// @ts-ignore: decorator
@inline
function bandOf(device: usize, index: i32): usize {
  return device + stateAt(PARAMS) + BANDS_AT + <usize>index * BAND_BYTES
}

export function lineareqNew(sampleRate: f64): usize {
  const device = newDevice(sampleRate, PARAMS, BANDS_AT + BAND_BYTES * BANDS)
  for (let i = 0; i < BANDS; i++) bandInit(bandOf(device, i))
  return device
}

export function lineareqSet(device: usize, index: i32, value: f64, cells: i32): void {
  setParam(device, index, value, 0)
  if (index < OUTPUT) bandSet(bandOf(device, index / BAND_PARAMS), index % BAND_PARAMS, value, 1, 1)
  if (load<usize>(device + stateAt(PARAMS)) != 0) firOf(device).stale = 1
}

/** Brings the sections up to what is set, when a design begins, which asks for 0 Hz first. */
function design(device: usize): void {
  for (let i = 0; i < BANDS; i++) bandSnap(bandOf(device, i), sampleRateOf(device), 1)
}

/** Gains of mid and side at an angular frequency. */
function curve(device: usize, w: f64): void {
  if (w == 0) design(device)
  let mid: f64 = 1
  let side: f64 = 1
  for (let i = 0; i < BANDS; i++) {
    const band = bandOf(device, i)
    let power: f64 = 1
    for (let s = 0; s < SECTIONS_PER_BAND; s++) {
      const section = changetype<Coefficients>(bandSection(band, s))
      if (!section.passes()) power *= section.power(w)
    }
    const channel = changetype<Band>(band).channel
    if (channel != SIDE) mid *= power
    if (channel != MID) side *= power
  }
  const output = dbToGain(param(device, OUTPUT).target)
  setGains(Math.sqrt(mid) * output, Math.sqrt(side) * output)
}

export function lineareqStart(device: usize): void {
  const passes = FIRST_PASSES + <i32>param(device, RESOLUTION).target
  store<usize>(device + stateAt(PARAMS), changetype<usize>(firNew(device, passes, sampleRateOf(device), curve)))
}

export function lineareqSnap(device: usize): void {
  snapParams(device)
  firSettle(firOf(device), curve)
}

export function lineareqReset(device: usize): void {
  firReset(firOf(device))
}

export function lineareqTap(device: usize, index: i32): f64 {
  return 0
}

export function lineareqFree(device: usize): void {
  firFree(firOf(device))
  heap.free(device)
}

export function lineareqProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  firProcess(firOf(device), data, frames, offsetInCell, curve)
}
