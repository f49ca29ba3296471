import type { Device } from '../../../shared/model/document.ts'
import { paramOf } from '../device-param.ts'

/** A longer note is halved until it fits. */
const LONGEST_SECONDS = 6
const STEREO = 0
const PING_PONG = 1

export interface EchoTap {
  readonly ms: number
  /** Gains of left and right at 100 % mix, for a sound that is in the middle, without the filters in the loop. */
  readonly left: number
  readonly right: number
}

/** The time of a delay in milliseconds: its own, or that of a note at the song's tempo. */
export function echoMs(device: Pick<Device, 'kind' | 'params'>, tempoBpm: number): number {
  const note = paramOf(device, 'sync') - 1
  if (note < 0) return paramOf(device, 'time')
  const kind = note % 3
  let seconds = (60 / tempoBpm) * 0.125 * 2 ** Math.floor(note / 3) * (kind === 0 ? 2 / 3 : kind === 1 ? 1 : 1.5)
  while (seconds > LONGEST_SECONDS) seconds /= 2
  return seconds * 1000
}

/** The echoes of one click down to −60 dB, at most `most`. */
export function echoTaps(device: Pick<Device, 'kind' | 'params'>, tempoBpm: number, most = 64): EchoTap[] {
  const ms = echoMs(device, tempoBpm)
  const mode = paramOf(device, 'mode')
  const feedback = paramOf(device, 'feedback') / 100
  const width = paramOf(device, 'width') / 100
  const taps: EchoTap[] = []
  for (let count = 1, gain = 1; count <= most && gain > 1e-3; count++, gain *= feedback) {
    // Ping-pong sends the sum to the left, and what returns to the other side.
    const onLeft = mode !== PING_PONG || count % 2 === 1
    const onRight = mode !== PING_PONG || count % 2 === 0
    const left = onLeft ? gain : 0
    const right = onRight ? gain : 0
    const middle = (left + right) / 2
    const side = ((left - right) / 2) * (mode === STEREO || mode === PING_PONG ? width : 1)
    taps.push({ ms: ms * count, left: middle + side, right: middle - side })
  }
  return taps
}
