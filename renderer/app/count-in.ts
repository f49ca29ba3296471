import { type CountIn, countIns } from '../live/beats.ts'
import { player, useTransport } from '../live/player.ts'

export function countInText(bars: CountIn): string {
  return bars === 0 ? 'off' : `${bars} ${bars === 1 ? 'bar' : 'bars'}`
}

/** Off, then one, two and four bars, and off again. */
export function nextCountIn(): void {
  const { countInBars } = useTransport.getState()
  player.setCountIn(countIns[(countIns.indexOf(countInBars) + 1) % countIns.length]!)
}
