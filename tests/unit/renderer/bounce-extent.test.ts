import { expect, test } from 'vitest'
import { stretchesOf } from '../../../renderer/deliver/bounce-extent.ts'
import { newSong } from '../../../shared/model/defaults.ts'

test('a song can be bounced by its loop and its named ranges, but not by a marker, nor by a loop of no length', () => {
  const song = { ...newSong('s', 'Night', 0), loopStartFrame: 100, loopEndFrame: 900 }
  const at = { songId: 's', frame: 5000 }
  const markers = [
    { ...at, id: 'm', name: 'Solo', endFrame: null },
    { ...at, id: 'v', name: 'Verse', endFrame: 9000 },
  ]
  const loop = { id: 'loop', name: 'loop', range: { startFrame: 100, endFrame: 900 } }
  const verse = { id: 'v', name: 'Verse', range: { startFrame: 5000, endFrame: 9000 } }
  expect(stretchesOf(song, markers)).toEqual([loop, verse])
  expect(stretchesOf({ ...song, loopEndFrame: 100 }, markers)).toEqual([verse])
})
