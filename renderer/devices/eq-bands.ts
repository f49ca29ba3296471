import { EQ_BANDS, EQ_TYPE, eqBandTypes, eqChannels } from '../../shared/engine/devices/eq.spec.ts'
import type { Device } from '../../shared/model/document.ts'
import { formatDb, formatHz, formatNumber } from '../../shared/model/units.ts'
import { paramOf } from './device-param.ts'

/** One band of an equalizer as its editor shows it. */
export interface EqBand {
  /** 1 … 8. */
  readonly number: number
  readonly on: boolean
  readonly type: number
  readonly hz: number
  readonly gainDb: number
  readonly q: number
  /** Index into `eqChannels`, also with linear phase, which has no left and right. */
  readonly channel: number
  readonly channelName: string
  /** How far its gain follows what it hears. */
  readonly rangeDb: number
}

/** Whether a band of that type has a gain; cuts and notches have none. */
export function hasGain(type: number): boolean {
  return type === EQ_TYPE.bell || type === EQ_TYPE.lowShelf || type === EQ_TYPE.highShelf || type === EQ_TYPE.tilt
}

/** Left and right, mid and side: everything goes through both of a pair. */
const pairs = [
  [1, 2],
  [3, 4],
] as const

/** The token of a band's colour. */
export function bandColour(number: number): string {
  return `--track-${(number * 2 - 2) % 12}`
}

/** With linear phase, mid and side come where left and right stand otherwise. */
function channelOf(device: Pick<Device, 'kind' | 'params'>, bandId: string): number {
  const channel = paramOf(device, `${bandId}.channel`)
  return device.kind === 'eq' || channel === 0 ? channel : channel + 2
}

/** The bands of an equalizer, first to last, with or without linear phase. */
export function bandsOf(device: Pick<Device, 'kind' | 'params'>): EqBand[] {
  return Array.from({ length: EQ_BANDS }, (_, index) => {
    const id = `b${index + 1}`
    const channel = channelOf(device, id)
    return {
      number: index + 1,
      on: paramOf(device, `${id}.on`) === 1,
      type: paramOf(device, `${id}.type`),
      hz: paramOf(device, `${id}.freq`),
      gainDb: paramOf(device, `${id}.gain`),
      q: paramOf(device, `${id}.q`),
      channel,
      channelName: eqChannels[channel]!,
      rangeDb: device.kind === 'eq' ? paramOf(device, `${id}.range`) : 0,
    }
  })
}

/** A band in words, such as "Band 3, bell, 250 Hz, −3.0 dB, Q 1.00". */
export function describeBand(band: EqBand): string {
  const parts = [`Band ${band.number}`, eqBandTypes[band.type]!.toLowerCase(), formatHz(band.hz)]
  if (hasGain(band.type)) parts.push(formatDb(band.gainDb))
  parts.push(`Q ${formatNumber(band.q, 2)}`)
  if (band.channel !== 0) parts.push(`${band.channelName.toLowerCase()} alone`)
  if (hasGain(band.type) && band.rangeDb !== 0) parts.push(`dynamic by ${formatDb(band.rangeDb)}`)
  if (!band.on) parts.push('off')
  return parts.join(', ')
}

/**
 * Whose curves a picture shows: of all channels that a band has to itself, and of what every channel passes where one of them passes
 * nothing else. What the selected band is on comes last, to lie over the others. Indices into `eqChannels`.
 */
export function channelsShown(bands: readonly EqBand[], selected: EqBand): number[] {
  const alone = new Set(bands.flatMap(({ on, channel }) => (on && channel !== 0 ? [channel] : [])))
  const isWhole = pairs.some((pair) => pair.every((channel) => alone.has(channel)))
  if (!isWhole) alone.add(0)
  alone.delete(selected.channel)
  return [...[...alone].sort((a, b) => a - b), selected.channel]
}
