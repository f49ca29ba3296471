import type { Song } from '../../shared/model/document.ts'

/** How musical time lies on frames: one tempo and one time signature for a song. */
export interface MusicalGrid {
  sampleRate: number
  tempoBpm: number
  beatsPerBar: number
  beatUnit: number
}

export function gridOf(song: Song, sampleRate: number): MusicalGrid {
  return { sampleRate, tempoBpm: song.tempoBpm, beatsPerBar: song.beatsPerBar, beatUnit: song.beatUnit }
}

/** Frames in one beat of the signature's unit, not rounded. The tempo counts quarter notes. */
export function framesPerBeat(grid: MusicalGrid): number {
  return (grid.sampleRate * 60 * 4) / (grid.tempoBpm * grid.beatUnit)
}

export function framesPerBar(grid: MusicalGrid): number {
  return framesPerBeat(grid) * grid.beatsPerBar
}

/** Bar, beat and sixteenth of a frame, counted from 1: "17.3.2". */
export function formatBars(frame: number, grid: MusicalGrid): string {
  // A millionth of a beat forgives the rounding of a position that was snapped to a whole frame.
  const sixteenthsPerBeat = Math.max(1, 16 / grid.beatUnit)
  const beats = frame / framesPerBeat(grid) + 0.5 / framesPerBeat(grid)
  const whole = Math.floor(beats)
  const bar = Math.floor(whole / grid.beatsPerBar) + 1
  const beat = (whole % grid.beatsPerBar) + 1
  const sixteenth = Math.floor((beats - whole) * sixteenthsPerBeat) + 1
  return `${bar}.${beat}.${sixteenth}`
}

/** The frame of "17", "17.3" or "17.3.2"; null when the text is none of these. */
export function parseBars(text: string, grid: MusicalGrid): number | null {
  const match = /^\s*(\d+)(?:[.:](\d+))?(?:[.:](\d+))?\s*$/.exec(text)
  if (!match) return null
  const bar = Number(match[1]) - 1
  const beat = Number(match[2] ?? 1) - 1
  const sixteenth = Number(match[3] ?? 1) - 1
  if (bar < 0 || beat < 0 || beat >= grid.beatsPerBar || sixteenth < 0) return null
  const beats = bar * grid.beatsPerBar + beat + sixteenth / Math.max(1, 16 / grid.beatUnit)
  return Math.round(beats * framesPerBeat(grid))
}

/** "00:01:12.480": hours, minutes, seconds, milliseconds, rounded down as a clock does. */
export function formatClock(frame: number, sampleRate: number): string {
  const milliseconds = Math.floor((Math.max(0, frame) * 1000) / sampleRate + 1e-6)
  const pad = (value: number, digits: number) => String(value).padStart(digits, '0')
  const seconds = Math.floor(milliseconds / 1000)
  return `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}.${pad(milliseconds % 1000, 3)}`
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
