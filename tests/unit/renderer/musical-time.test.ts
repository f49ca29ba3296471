import { describe, expect, test } from 'vitest'
import {
  formatBars,
  formatClock,
  formatDuration,
  formatTime,
  parseBars,
  parseDuration,
} from '../../../renderer/document/musical-time.ts'
import { tempoMap } from '../../../shared/model/tempo-map.ts'

const grid = tempoMap(48000, { tempoBpm: 120, beatsPerBar: 4, beatUnit: 4 })

describe('bars and beats', () => {
  test('the first frame is 1.1.1, and counting goes on by sixteenths, beats and bars', () => {
    expect(formatBars(0, grid)).toBe('1.1.1')
    expect(formatBars(6000, grid)).toBe('1.1.2')
    expect(formatBars(24000, grid)).toBe('1.2.1')
    expect(formatBars(96000 * 16 + 24000 * 2 + 6000, grid)).toBe('17.3.2')
  })

  test('a position that was rounded to a whole frame still reads as its beat', () => {
    const odd = tempoMap(44100, { tempoBpm: 97, beatsPerBar: 4, beatUnit: 4 })
    for (let beat = 0; beat < 400; beat++) {
      const frame = Math.round((beat * 44100 * 60) / 97)
      expect(formatBars(frame, odd)).toBe(`${Math.floor(beat / 4) + 1}.${(beat % 4) + 1}.1`)
    }
  })

  test('what is written can be read back to the same frame', () => {
    for (const text of ['1.1.1', '5.4.3', '120.2.4']) expect(formatBars(parseBars(text, grid)!, grid)).toBe(text)
    expect(parseBars('9', grid)).toBe(8 * 96000)
  })

  test('behind a change to 6/8 a position counts eighths, and reads back to the same frame', () => {
    const map = tempoMap(
      48000,
      { tempoBpm: 120, beatsPerBar: 4, beatUnit: 4 },
      [],
      [{ id: 'x', songId: 's', frame: 192_000, beatsPerBar: 6, beatUnit: 8 }],
    )
    expect(formatBars(192_000, map)).toBe('3.1.1')
    expect(formatBars(192_000 + 5 * 12_000 + 6000, map)).toBe('3.6.2')
    expect(parseBars('3.6.2', map)).toBe(192_000 + 5 * 12_000 + 6000)
    expect(parseBars('2.6', map)).toBeNull()
  })

  test('bar 0, a fifth beat in 4/4 and words are no positions', () => {
    expect(parseBars('0.1.1', grid)).toBeNull()
    expect(parseBars('3.5', grid)).toBeNull()
    expect(parseBars('chorus', grid)).toBeNull()
  })
})

describe('clock time', () => {
  test('a minute, twelve seconds and 480 milliseconds at 44.1 kHz', () => {
    expect(formatClock(Math.round(72.48 * 44100), 44100)).toBe('00:01:12.480')
  })

  test('before the start the clock shows zero', () => {
    expect(formatClock(-200, 44100)).toBe('00:00:00.000')
  })

  test('minutes and seconds are rounded, and carry into the minute', () => {
    expect(formatTime(48000 * 72.48, 48000, 1)).toBe('1:12.5')
    expect(formatTime(48000 * 59.97, 48000, 1)).toBe('1:00.0')
    expect(formatTime(48000 * 5, 48000, 0)).toBe('0:05')
  })

  test('durations take the unit that fits them', () => {
    expect(formatDuration(1728, 48000)).toBe('36 ms')
    expect(formatDuration(48000 * 33.75, 48000)).toBe('33.75 s')
    expect(formatDuration(48000 * 125.3, 48000)).toBe('2:05.3')
  })

  test('durations are read with units, as seconds and as a clock', () => {
    expect(parseDuration('250 ms')).toBe(0.25)
    expect(parseDuration('2s')).toBe(2)
    expect(parseDuration('1:12.5')).toBe(72.5)
    expect(parseDuration('1:00:00')).toBe(3600)
    expect(parseDuration('long')).toBeNull()
  })
})
