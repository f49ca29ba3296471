import { describe, expect, it } from 'vitest'
import { newDevice, newLane } from '../../../shared/model/defaults.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { rackStages } from '../../../shared/model/rack.ts'
import { songState } from '../../../shared/model/song-state.ts'
import { songOf } from '../engine/offline-song.ts'
import { noise } from '../engine/test-kernel.ts'

const plainSong = () => songOf({ kick: noise(5000, 0.3, 1), bass: noise(4000, 0.3, 2) }, { inserts: ['eq'] })
const edited = (document: Document, ...edits: SingleEdit[]) =>
  edits.reduce((before, edit) => apply(before, edit).document, document)

describe('the state of a song', () => {
  it('is another for whatever changes its sound, and of the mix alone for what lies before the rack', () => {
    const song = () => edited(plainSong(), { type: 'addDevice', device: newDevice('correct', 's', 'eq', 0) })
    const withoutCorrection = rackStages.map((stage) => ({ stage, on: stage !== 'correct' }))
    const before = songState(song(), 's')!
    const changes: [SingleEdit[], boolean][] = [
      [[{ type: 'updateTrack', trackId: 't-kick', set: { faderDb: -3 } }], true],
      [[{ type: 'updateTrack', trackId: 't-kick', set: { mute: true } }], true],
      [[{ type: 'updateSong', songId: 's', set: { endFrame: 3000 } }], true],
      [[{ type: 'updateSong', songId: 's', set: { targetLufs: -20 } }], false],
      [[{ type: 'addDevice', device: newDevice('rack', 's', 'eq', 0) }], false],
      [[{ type: 'updateRack', ownerId: 's', set: { stages: withoutCorrection } }], false],
      [
        [
          { type: 'addLane', lane: newLane('lane', 't-kick', { kind: 'strip', param: 'faderDb' }, 0) },
          {
            type: 'editAutomation',
            ownerId: 't-kick',
            laneId: 'lane',
            fromFrame: 0,
            toFrame: 100,
            points: [{ frame: 5, value: -3, shape: 'linear', tension: 0 }],
          },
        ],
        true,
      ],
    ]
    for (const [edits, isMix] of changes) {
      const after = songState(edited(song(), ...edits), 's')!
      expect(after.master, JSON.stringify(edits)).not.toBe(before.master)
      expect(after.mix !== before.mix, JSON.stringify(edits)).toBe(isMix)
    }
  })

  it('is the same for what only changes its looks, for solo and the loop, and in a document that was read anew', () => {
    const before = songState(plainSong(), 's')
    const after = edited(
      plainSong(),
      { type: 'updateTrack', trackId: 't-kick', set: { name: 'Boom', colour: 3, solo: true } },
      { type: 'updateSong', songId: 's', set: { title: 'Other', loopEndFrame: 500, loopOn: true } },
    )
    expect(songState(after, 's')).toEqual(before)
    expect(songState(JSON.parse(JSON.stringify(plainSong())) as Document, 's')).toEqual(before)
    expect(songState(plainSong(), 'nobody')).toBeUndefined()
  })
})
