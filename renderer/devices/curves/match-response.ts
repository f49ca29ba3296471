import { MATCH_POINTS, matchFrequency } from '../../../shared/measure/match-curve.ts'
import type { Device } from '../../../shared/model/document.ts'
import { paramOf } from '../device-param.ts'

/** The curve of a match equalizer at a frequency, dB, for the mid or the side: along a Catmull-Rom line, as in the kernel. */
export function matchResponseDb(device: Pick<Device, 'kind' | 'params'>, hz: number, channel: 'mid' | 'side'): number {
  const value = (id: string) => paramOf(device, id)
  const prefix = channel === 'mid' ? 'm' : 's'
  const point = (index: number) => value(`${prefix}${Math.min(MATCH_POINTS, Math.max(1, index + 1))}`)
  const [lowest, highest] = [matchFrequency(0), matchFrequency(MATCH_POINTS - 1)]
  const far = (Math.log(hz / lowest) / Math.log(highest / lowest)) * (MATCH_POINTS - 1)
  const place = Math.min(MATCH_POINTS - 1, Math.max(0, far))
  const index = Math.min(MATCH_POINTS - 2, Math.floor(place))
  const x = place - index
  const [p0, p1, p2, p3] = [point(index - 1), point(index), point(index + 1), point(index + 2)]
  const level = p1 + 0.5 * x * (p2 - p0 + x * (2 * p0 - 5 * p1 + 4 * p2 - p3 + x * (3 * (p1 - p2) + p3 - p0)))
  const share = (value('amount') / 100) * (channel === 'side' ? value('side') / 100 : 1)
  const limit = value('limit')
  return Math.max(-limit, Math.min(limit, level * share)) + value('output')
}
