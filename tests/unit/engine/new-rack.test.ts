import { expect, test } from 'vitest'
import { prepareRender } from '../../../shared/engine/offline/render-job.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { newSongEdit } from '../../../shared/model/new-song.ts'
import { rackStages, stageOfDevice } from '../../../shared/model/rack.ts'
import { devicesOfOwner } from '../../../shared/model/selectors.ts'
import { render, songOf } from './offline-song.ts'
import { differenceDb, noise } from './test-kernel.ts'

// Under the ceiling of the limiter, also between the samples.
const stems = { a: noise(30_000, 0.2, 3), b: noise(22_000, 0.2, 4) }

test('the rack of a new song has a device in each stage and gives the mix back bit for bit', async () => {
  const { rack } = newSongEdit({ songId: 's', masterId: 'm', title: 'Song', order: 0 })
  const song = rack.reduce((document, device) => apply(document, { type: 'addDevice', device }).document, songOf(stems))
  expect(devicesOfOwner(song, 's').map((device) => stageOfDevice({ places: {} }, device))).toEqual([...rackStages])
  const mix = await render(song, stems, 'mix')
  const master = await render(song, stems, 'master')
  expect(master.samples.length).toBe(mix.samples.length)
  expect(differenceDb(master.samples, mix.samples)).toBe(-999)
  const { plan } = prepareRender({ document: song, songId: 's', stage: 'master' })
  expect(plan.latencyFrames, 'what it costs in time is what its devices state').toBe(
    plan.rack.reduce((sum, { latencyFrames }) => sum + latencyFrames, 0),
  )
})
