import { expect, test } from 'vitest'
import { matchesOf, placesOf, targetsOf } from '../../../renderer/import/import-plan.ts'
import { newClip, newTrack } from '../../../shared/model/defaults.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { asset, emptyProject, songEdit } from '../model/random-edits.ts'

const kick = { ...asset('a1', 1000), name: 'Kick' }
const edits: SingleEdit[] = [
  songEdit('s1'),
  songEdit('s2'),
  { type: 'addAsset', asset: kick },
  { type: 'addAsset', asset: { ...asset('a2', 1000), name: 'Unused' } },
  { type: 'addAsset', asset: { ...asset('a3', 1000), name: 'Elsewhere' } },
  { type: 'addTrack', track: newTrack('t1', 's1', 'audio', 'Drums', 1, 's1-master', 0) },
  { type: 'addTrack', track: newTrack('b1', 's1', 'bus', 'Snare', 2, 's1-master', 0) },
  { type: 'addTrack', track: newTrack('t2', 's2', 'audio', 'Snare', 1, 's2-master', 0) },
  { type: 'addClip', clip: newClip('c1', 't1', kick, 0) },
  { type: 'addClip', clip: newClip('c2', 't1', kick, 5000) },
  { type: 'addClip', clip: newClip('c3', 't2', asset('a3', 1000), 0) },
]
const document = edits.reduce((before, edit) => apply(before, edit).document, emptyProject)

test('files can go onto the audio tracks of the song, or in the place of what its clips play', () => {
  const targets = targetsOf(document, 's1')
  expect(targets.tracks).toEqual([{ key: 't1', name: 'Drums' }])
  expect(targets.sounds).toEqual([{ key: 'a1', name: 'Kick' }])
  const names = ['Kick_v2.wav', 'Snare.wav', 'Drums.wav']
  expect([...matchesOf(names, 'byName', targets)]).toEqual([[2, 't1']])
  expect([...matchesOf(names, 'replace', targets)]).toEqual([[0, 'a1']])
  expect([...matchesOf(names, 'tracks', targets)]).toEqual([])
})

test('every file of a layout has its place', () => {
  const chosen = new Map([[1, 'x']])
  const sequence = { kind: 'sequence', row: 'r', trackId: null }
  const here = { kind: 'sequence', row: 'r', trackId: 't1' }
  expect(placesOf(2, 'sequenceHere', chosen, 'r', 't1')).toEqual([here, here])
  expect(placesOf(2, 'tracks', chosen, 'r', 't1')).toEqual([undefined, undefined])
  expect(placesOf(2, 'sequence', chosen, 'r', 't1')).toEqual([sequence, sequence])
  expect(placesOf(2, 'byName', chosen, 'r', null)).toEqual([undefined, { kind: 'track', trackId: 'x' }])
  expect(placesOf(2, 'replace', chosen, 'r', null)).toEqual([
    undefined,
    { kind: 'replace', assetId: 'x', scope: { kind: 'project' } },
  ])
})
