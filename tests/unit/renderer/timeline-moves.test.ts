import { describe, expect, test } from 'vitest'
import { loopGripAt, loopMoved } from '../../../renderer/arrange/loop-moves.ts'
import { markerMoved } from '../../../renderer/arrange/marker-moves.ts'
import { barTicks, sampleTicks } from '../../../renderer/arrange/ruler-ticks.ts'
import { noSnap, snapFrame } from '../../../renderer/arrange/snap.ts'
import { fallsOnBeat, findingEdit, settledBpm } from '../../../renderer/tempo/tempo-finding.ts'
import { newClip, newSong, newTrack } from '../../../shared/model/defaults.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { nearestLine, positionAt, tempoMap, tempoMapOf } from '../../../shared/model/tempo-map.ts'
import { asset, emptyProject } from '../model/random-edits.ts'

const verse = { id: 'v', songId: 's', name: 'Verse', frame: 48_000, endFrame: 144_000 }

describe('a named range', () => {
  test('moves as a whole, and never before the song', () => {
    expect(markerMoved(verse, 'whole', 1000, noSnap)).toMatchObject({ set: { frame: 49_000, endFrame: 145_000 } })
    expect(markerMoved(verse, 'whole', -90_000, noSnap)).toMatchObject({ set: { frame: 0, endFrame: 96_000 } })
  })

  test('is stretched at either edge, and keeps at least a frame', () => {
    expect(markerMoved(verse, 'start', 2000, noSnap)).toMatchObject({ set: { frame: 50_000 } })
    expect(markerMoved(verse, 'end', -2000, noSnap)).toMatchObject({ set: { endFrame: 142_000 } })
    expect(markerMoved(verse, 'start', 500_000, noSnap)).toMatchObject({ set: { frame: 143_999 } })
    expect(markerMoved(verse, 'end', -500_000, noSnap)).toMatchObject({ set: { endFrame: 48_001 } })
  })

  test('clicks into place with its end too', () => {
    const targets = { nearestLine: null, edges: [200_000], reachFrames: 1500 }
    expect(markerMoved(verse, 'whole', 55_000, targets)).toMatchObject({ set: { frame: 104_000, endFrame: 200_000 } })
  })
})

describe('the loop in the ruler', () => {
  const song = { ...newSong('s', 'Night', 0), loopStartFrame: 10_000, loopEndFrame: 50_000 }

  test('is held at its edges and its body, and beside it a new one begins', () => {
    const grips = [10_400, 49_500, 30_000, 60_000].map((frame) => loopGripAt(song, frame, 100))
    expect(grips).toEqual(['start', 'end', 'move', 'new'])
    expect(loopGripAt({ ...song, loopEndFrame: 10_000 }, 10_000, 100)).toBe('new')
  })

  test('is stretched, moved and made anew, its end never before its start', () => {
    expect(loopMoved(song, 'end', 50_000, 4000)).toMatchObject({
      set: { loopStartFrame: 10_000, loopEndFrame: 10_000 },
    })
    expect(loopMoved(song, 'move', 20_000, 5000)).toMatchObject({ set: { loopStartFrame: 0, loopEndFrame: 40_000 } })
    expect(loopMoved(song, 'new', 90_000, 70_000)).toMatchObject({
      set: { loopStartFrame: 70_000, loopEndFrame: 90_000, loopOn: true },
    })
  })
})

describe('the ruler over a ramp', () => {
  // From 60 to 120 in eight seconds: twelve quarters, three bars that become shorter.
  const map = tempoMap(48_000, { tempoBpm: 60, tempoShape: 'ramp', beatsPerBar: 4, beatUnit: 4 }, [
    { id: 'fast', songId: 's', frame: 384_000, bpm: 120, shape: 'step' },
  ])

  test('numbers its bars where the tempo brings them', () => {
    const bars = barTicks(map, 0, 384_000 + 96_000, 200).filter(({ weight }) => weight === 2)
    expect(bars.map(({ label }) => label)).toEqual(['1', '2', '3', '4', '5'])
    const frames = bars.map(({ frame }) => frame)
    // The beats passed after t seconds are t + t²/16.
    for (const [bar, quarters] of [0, 4, 8, 12].entries())
      expect(frames[bar]).toBeCloseTo(48_000 * (Math.sqrt(64 + 16 * quarters) - 8), 3)
    expect(frames[4]).toBeCloseTo(384_000 + 96_000, 3)
  })

  test('snaps to those same lines', () => {
    const bars = barTicks(map, 0, 384_000, 200).filter(({ weight }) => weight === 2)
    const targets = { nearestLine: (frame: number) => nearestLine(map, frame, null), edges: [], reachFrames: 0 }
    for (const { frame } of bars) expect(snapFrame(frame + 9000, targets)).toBe(Math.round(frame))
  })
})

test('samples are labelled at round numbers that leave room for them', () => {
  for (const framesPerPixel of [0.25, 7, 330, 9000]) {
    const from = 1_000_000
    const ticks = sampleTicks(from, from + 1200 * framesPerPixel, framesPerPixel)
    expect(ticks.length).toBeGreaterThan(3)
    const step = ticks[1]!.frame - ticks[0]!.frame
    expect(`${step}`).toMatch(/^[125]0*$/)
    for (const { frame, label } of ticks) {
      expect(frame % step).toBe(0)
      expect(label).toBe(`${frame}`)
      expect(step / framesPerPixel).toBeGreaterThanOrEqual(6 * label.length)
    }
  }
})

describe('a tempo that was found', () => {
  const drums = asset('drums', 480_000)
  const document: Document = [
    {
      type: 'addSong',
      song: newSong('s', 'Night', 0),
      master: newTrack('m', 's', 'master', 'Master', 9, null, 0),
      rack: [],
    },
    { type: 'addAsset', asset: drums },
    { type: 'addTrack', track: newTrack('t', 's', 'audio', 'Drums', 0, 'm', 0) },
    { type: 'addClip', clip: newClip('c', 't', drums, 12_345) },
  ].reduce((before, edit) => apply(before, edit as Parameters<typeof apply>[1]).document, emptyProject)
  const clip = document.clips.t!.c!
  const song = document.songs.s!
  const found = { bpm: 95.987, firstBeatFrame: 7000 }

  test('is a whole one where it nearly is', () => {
    expect([95.987, 96.2, 174.03, 61.555].map(settledBpm)).toEqual([96, 96.2, 174, 61.56])
  })

  test('moves the bars onto the first beat in one step, and leaves the clips alone', () => {
    const after = apply(document, findingEdit(document, song, clip, found, true, 'bar')).document
    expect(after.songs.s!.tempoBpm).toBe(96)
    expect(after.clips).toBe(document.clips)
    const { beat, part } = positionAt(tempoMapOf(after, 's'), 12_345 + 7000)
    expect([beat, part]).toEqual([0, 0])
    expect(fallsOnBeat(after, after.songs.s!, clip, found)).toBe(true)
    expect(fallsOnBeat(document, song, clip, found)).toBe(false)
  })

  test('adds no signature where a bar begins there already, or where none is wanted', () => {
    const onBar = { bpm: 120, firstBeatFrame: 96_000 - 12_345 }
    for (const edit of [
      findingEdit(document, song, clip, onBar, true, 'bar'),
      findingEdit(document, song, clip, found, false, 'bar'),
    ])
      expect(apply(document, edit).document.signatures).toEqual({})
  })

  test('goes to the tempo point that holds where the clip begins', () => {
    const point = { id: 'p', songId: 's', frame: 12_000, bpm: 100, shape: 'step' as const }
    const changed = apply(document, { type: 'addTempoPoint', point }).document
    const after = apply(changed, findingEdit(changed, song, clip, found, false, 'bar')).document
    expect(after.tempos.s!.p!.bpm).toBe(96)
    expect(after.songs.s!.tempoBpm).toBe(song.tempoBpm)
  })
})
