import { joinOf } from '../../shared/model/album-moves.ts'
import type { AlbumItem } from '../../shared/model/document.ts'
import { formatNumber } from '../../shared/model/units.ts'
import { parseDuration } from '../document/musical-time.ts'
import type { ValueScale } from '../ui/value-scale.ts'

/** "2.500 s", to the millisecond; frames are told where they matter. */
export function secondsText(frames: number, sampleRate: number): string {
  return `${formatNumber(frames / sampleRate, 3)} s`
}

/** How an item follows the one before it, in words. */
export function joinText(item: Pick<AlbumItem, 'gapFrames' | 'crossfadeFrames'>, sampleRate: number): string {
  const join = joinOf(item)
  if (join === 0) return 'straight on'
  return join > 0 ? `${secondsText(join, sampleRate)} of silence` : `overlaps by ${secondsText(-join, sampleRate)}`
}

/** Frames, typed as seconds, "1:02.5", "250 ms" or "88200f"; below 0 where `min` allows it. */
export function framesScale(sampleRate: number, min: number, max: number): ValueScale {
  const format = (frames: number) => secondsText(frames, sampleRate)
  return {
    min,
    max,
    toPosition: (value) => (max === min ? 0 : (value - min) / (max - min)),
    toValue: (position) => Math.round(min + position * (max - min)),
    // A key moves by ten milliseconds, and finely by one frame.
    step: (value, steps, fine) =>
      Math.min(max, Math.max(min, Math.round(value + steps * (fine ? 1 : sampleRate / 100)))),
    format,
    parse(text) {
      const plain = text.trim()
      const sign = /^[-−]/.test(plain) ? -1 : 1
      const rest = plain.replace(/^[-−+]\s*/, '')
      const counted = /^(\d+)\s*f(rames?)?$/i.exec(rest)
      if (counted) return sign * Number(counted[1])
      const seconds = parseDuration(rest)
      return seconds === null ? null : sign * Math.round(seconds * sampleRate)
    },
  }
}
