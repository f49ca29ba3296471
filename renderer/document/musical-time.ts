import { frameAtBar, positionAt, signatureAt, signatureOfBar, type TempoMap } from '../../shared/model/tempo-map.ts'

/** Bar, beat and sixteenth of a frame, counted from 1: "17.3.2". */
export function formatBars(frame: number, map: TempoMap): string {
  // Half a frame forgives the rounding of a position that was snapped to a whole one.
  const { bar, beat, part } = positionAt(map, frame + 0.5)
  const sixteenth = Math.floor(part * sixteenthsPerBeat(signatureAt(map, frame + 0.5).beatUnit)) + 1
  return `${bar + 1}.${beat + 1}.${sixteenth}`
}

function sixteenthsPerBeat(beatUnit: number): number {
  return Math.max(1, 16 / beatUnit)
}

/** The frame of "17", "17.3" or "17.3.2"; null when the text is none of these. */
export function parseBars(text: string, map: TempoMap): number | null {
  const match = /^\s*(\d+)(?:[.:](\d+))?(?:[.:](\d+))?\s*$/.exec(text)
  if (!match) return null
  const bar = Number(match[1]) - 1
  const beat = Number(match[2] ?? 1) - 1
  const sixteenth = Number(match[3] ?? 1) - 1
  if (bar < 0 || beat < 0 || sixteenth < 0) return null
  const { beatsPerBar, beatUnit } = signatureOfBar(map, bar)
  if (beat >= beatsPerBar) return null
  return Math.round(frameAtBar(map, bar, beat + sixteenth / sixteenthsPerBeat(beatUnit)))
}

/** "00:01:12.480": hours, minutes, seconds, milliseconds, rounded down as a clock does. */
export function formatClock(frame: number, sampleRate: number): string {
  const milliseconds = Math.floor((Math.max(0, frame) * 1000) / sampleRate + 1e-6)
  const pad = (value: number, digits: number) => String(value).padStart(digits, '0')
  const seconds = Math.floor(milliseconds / 1000)
  return `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}.${pad(milliseconds % 1000, 3)}`
}

/** "1:12.5": minutes and seconds with so many decimals, rounded. */
export function formatTime(frame: number, sampleRate: number, decimals: number): string {
  const scale = 10 ** decimals
  const units = Math.round((Math.max(0, frame) * scale) / sampleRate)
  const minutes = Math.floor(units / (60 * scale))
  const seconds = ((units - minutes * 60 * scale) / scale).toFixed(decimals)
  return `${minutes}:${seconds.padStart(decimals > 0 ? decimals + 3 : 2, '0')}`
}

/** A short duration for labels: "36 ms", "33.75 s", "2:05.3". */
export function formatDuration(frames: number, sampleRate: number): string {
  const seconds = frames / sampleRate
  if (seconds < 1) return `${Math.round(seconds * 10000) / 10} ms`
  if (seconds < 60) return `${seconds.toFixed(2)} s`
  const minutes = Math.floor(seconds / 60)
  return `${minutes}:${(seconds - minutes * 60).toFixed(1).padStart(4, '0')}`
}

/** Seconds from "72.48", "1:12.48", "0:01:12.48", "250 ms", "2 s"; null when the text is none of these. */
export function parseDuration(text: string): number | null {
  const plain = text.trim().replace(',', '.').toLowerCase()
  const unit = /^(\d+(?:\.\d+)?)\s*(ms|s)$/.exec(plain)
  if (unit) return Number(unit[1]) / (unit[2] === 'ms' ? 1000 : 1)
  const clock = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)$/.exec(plain)
  if (!clock) return null
  return Number(clock[1] ?? 0) * 3600 + Number(clock[2] ?? 0) * 60 + Number(clock[3])
}
