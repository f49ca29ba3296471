import { dbToGain } from './decibel'

const HALF_PI: f64 = Math.PI / 2

/** One side's gain under a pan law, 0 dB at the centre. `share` is 0 on the far side, ½ at the centre, 1 on this side. */
function sideGain(share: f64, lawDb: f64): f64 {
  if (share == 0.5) return 1
  if (share <= 0) return 0
  const power = Math.sin(share * HALF_PI)
  if (lawDb == -3) return power / Math.SQRT1_2
  if (lawDb == -4.5) return Math.sqrt(power * share) / Math.sqrt(Math.SQRT1_2 * 0.5)
  if (lawDb == -6) return share / 0.5
  return Math.min(1, share / 0.5)
}

/**
 * Gain of one side, `side` −1 for left and +1 for right. `pan` runs from −1 to 1, `lawDb` is 0, −3, −4.5 or −6.
 * In balance no side rises above unity.
 */
export function panGain(pan: f64, side: f64, lawDb: f64, balance: i32): f64 {
  const gain = sideGain((1 + side * Math.max(-1, Math.min(1, pan))) / 2, lawDb)
  return balance ? Math.min(1, gain) : gain
}

/** Gain of one side of a send: its level under its balance, or nothing while it is off. */
export function sendGain(pan: f64, side: f64, levelDb: f64, isOn: i32): f64 {
  return isOn ? dbToGain(levelDb) * panGain(pan, side, -3, 1) : 0
}
