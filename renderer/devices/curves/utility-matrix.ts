import type { Device } from '../../../shared/model/document.ts'
import { paramOf } from '../device-param.ts'

type Row = readonly [fromLeft: number, fromRight: number]

const SWAP = 1
const MONO = 2
const LEFT = 3
const RIGHT = 4
const MID = 5
const SIDE = 6

/** What of each side of the input goes to the left and to the right, as gains; above the frequency of the mono bass. */
export function utilityMatrix(device: Pick<Device, 'kind' | 'params'>): readonly [left: Row, right: Row] {
  const value = (id: string) => paramOf(device, id)
  const channels = value('channels')
  const signs = [value('leftPolarity') === 1 ? -1 : 1, value('rightPolarity') === 1 ? -1 : 1]
  /** How much of side `from` goes to side `to`. */
  const chosen = (to: number, from: number) => {
    const sign = signs[from]!
    if (channels === SWAP) return to === from ? 0 : sign
    if (channels === LEFT || channels === RIGHT) return from === channels - LEFT ? sign : 0
    if (channels === MONO || channels === MID) return 0.5 * sign
    if (channels === SIDE) return (from === 0 ? 0.5 : -0.5) * sign
    return to === from ? sign : 0
  }
  const width = value('width') / 100
  const [same, other] = [0.5 * (1 + width), 0.5 * (1 - width)]
  const balance = value('balance') / 100
  const gain = 10 ** (value('gain') / 20)
  const row = (to: number): Row => {
    const level = gain * Math.min(1, to === 0 ? 1 - balance : 1 + balance)
    const away = 1 - to
    return [0, 1].map((from) => level * (same * chosen(to, from) + other * chosen(away, from))) as unknown as Row
  }
  return [row(0), row(1)]
}
