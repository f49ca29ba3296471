import { expect, test } from 'vitest'
import { newClip, newDevice, newLane, newSend, newSong, newTrack } from '../../../shared/model/defaults.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { settingEdits, settingOf } from '../../../shared/model/track-copy.ts'
import { arrangedTracks, placeAtRow } from '../../../shared/model/track-tree.ts'
import { asset, emptyProject } from './random-edits.ts'

function edited(document: Document, ...edits: SingleEdit[]): Document {
  return apply(document, { type: 'batch', label: 'Edits', edits }).document
}

/** Kick and snare feed the drums, which feed the band with the bass; the voice stands alone. */
function band(): Document {
  const track = (id: string, kind: 'audio' | 'bus', order: number, outputId: string): SingleEdit => ({
    type: 'addTrack',
    track: newTrack(id, 's', kind, id, order, outputId, 0),
  })
  return edited(
    emptyProject,
    {
      type: 'addSong',
      song: newSong('s', 'Song', 0),
      master: newTrack('m', 's', 'master', 'Master', 99, null, 0),
      rack: [],
    },
    track('band', 'bus', 9, 'm'),
    track('drums', 'bus', 8, 'band'),
    track('kick', 'audio', 1, 'drums'),
    track('snare', 'audio', 2, 'drums'),
    track('bass', 'audio', 3, 'band'),
    track('voice', 'audio', 4, 'm'),
  )
}

const shown = (document: Document) =>
  arrangedTracks(document, 's').map(({ track, depth }) => `${'-'.repeat(depth)}${track.id}`)

test('every bus is followed by what feeds it, and folding one hides what lies under it', () => {
  expect(shown(band())).toEqual(['voice', 'band', '-bass', '-drums', '--kick', '--snare'])
  const folded = edited(band(), { type: 'updateTrack', trackId: 'drums', set: { folded: true } })
  expect(shown(folded)).toEqual(['voice', 'band', '-bass', '-drums'])
  expect(arrangedTracks(folded, 's', 'opened')).toHaveLength(6)
})

test('a dropped track lies where the line was, under the bus it was dropped into', () => {
  const dropped = (trackId: string, gap: number) => {
    const document = band()
    return shown(edited(document, { type: 'updateTrack', trackId, set: placeAtRow(document, 's', trackId, gap)! }))
  }
  expect(dropped('voice', 3)).toEqual(['band', '-bass', '-voice', '-drums', '--kick', '--snare'])
  expect(dropped('voice', 2)).toEqual(['band', '-voice', '-bass', '-drums', '--kick', '--snare'])
  expect(dropped('snare', 4)).toEqual(['voice', 'band', '-bass', '-drums', '--snare', '--kick'])
  expect(dropped('kick', 6)).toEqual(['voice', 'band', '-bass', '-drums', '--snare', 'kick'])
  expect(dropped('kick', 0)).toEqual(['kick', 'voice', 'band', '-bass', '-drums', '--snare'])
})

test('a copied track has inserts, sends and curves of its own, and listens to what it listened to', () => {
  let made = 0
  const document = edited(
    band(),
    { type: 'addAsset', asset: asset('a', 1000) },
    { type: 'addClip', clip: newClip('c', 'kick', asset('a', 1000), 0) },
    { type: 'addDevice', device: { ...newDevice('comp', 'kick', 'compressor', 0), keyTrackId: 'snare' } },
    { type: 'addSend', send: newSend('send', 'kick', 'band', 0) },
    { type: 'addLane', lane: newLane('lane', 'kick', { kind: 'device', deviceId: 'comp', param: 'threshold' }, 0) },
    {
      type: 'editAutomation',
      ownerId: 'kick',
      laneId: 'lane',
      fromFrame: 0,
      toFrame: 9,
      points: [{ frame: 3, value: -20, shape: 'curve', tension: 0.5 }],
    },
  )
  const place = { id: 'copy', songId: 's', name: 'Kick copy', order: 1.5, outputId: 'drums' }
  const after = edited(document, ...settingEdits(document, settingOf(document, 'kick')!, place, () => `new${made++}`))
  const [device] = Object.values(after.devices.copy!)
  expect(device).toMatchObject({ kind: 'compressor', keyTrackId: 'snare', ownerId: 'copy' })
  expect(Object.values(after.sends.copy!)).toMatchObject([{ targetId: 'band' }])
  const [lane] = Object.values(after.lanes.copy!)
  expect(lane!.target).toEqual({ kind: 'device', deviceId: device!.id, param: 'threshold' })
  expect(Object.values(after.pages[lane!.id]!)).toMatchObject([{ points: [{ frame: 3, value: -20, tension: 0.5 }] }])
  // Nothing of the first one is touched.
  expect(after.devices.kick).toBe(document.devices.kick)
})
