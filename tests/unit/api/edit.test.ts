import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../../main/store/open-store.ts'
import { createDocumentStore } from '../../../renderer/document/document-store.ts'
import { ApiError } from '../../../shared/contract/errors.ts'
import type { Edit } from '../../../shared/model/edits/edit.ts'
import { EditRefused } from '../../../shared/model/edits/refusal.ts'
import { anyEdit, furnishing } from '../model/random-edits.ts'
import { testApis } from './open-api.ts'

const newApi = testApis()

const furnished: Edit = {
  type: 'batch',
  label: 'Furnish',
  // The album's rack is owned by the project, whose id is new each time.
  edits: furnishing.filter((edit) => edit.type !== 'addDevice' || edit.device.ownerId !== 'project'),
}

type Step =
  | { kind: 'edit'; edit: Edit }
  | { kind: 'drag'; previews: Edit[]; commit: boolean }
  | { kind: 'undo' }
  | { kind: 'redo' }
  | { kind: 'wait' }
  | { kind: 'walk'; position: number }

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: anyEdit.map((edit): Step => ({ kind: 'edit', edit })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.array(anyEdit, { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([previews, commit]): Step => ({ kind: 'drag', previews, commit })),
  },
  { weight: 2, arbitrary: fc.constantFrom('undo' as const, 'redo' as const).map((kind): Step => ({ kind })) },
  { weight: 1, arbitrary: fc.nat(12).map((position): Step => ({ kind: 'walk', position })) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'wait' }) },
)

describe('the three copies of a document', () => {
  test('are one after any edits, drags, undoing and walking, however fast they follow one another', async () => {
    const { api, main, create } = newApi()
    const opened = await create()
    const store = createDocumentStore()
    const told: unknown[] = []
    store.connect(api, (error) => told.push(error))
    store.show(opened)
    await store.edit(furnished)
    const start = (await store.historyList()).position
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 25 }), async (steps) => {
        await store.walkHistory(start)
        const pending: Promise<unknown>[] = []
        for (const step of steps) {
          if (step.kind === 'edit') pending.push(store.edit(step.edit))
          else if (step.kind === 'undo' || step.kind === 'redo') pending.push(store[step.kind]())
          else if (step.kind === 'walk') pending.push(store.walkHistory(Math.max(start, step.position)))
          else if (step.kind === 'wait') await Promise.all(pending.splice(0))
          else {
            const gesture = store.begin()
            for (const preview of step.previews) gesture.preview(preview)
            if (step.commit) pending.push(gesture.commit())
            else gesture.revert()
          }
        }
        await Promise.all(pending)
        const { document, settled } = store.getState()
        expect(document).toBe(settled)
        expect(document).toEqual(main.currentProject()!.document)
        const { path } = opened
        const file = openStore(path, true)
        expect(file.document).toEqual(document)
        file.close()
      }),
      { numRuns: 60 },
    )
    const faults = told.filter((error) => !(error instanceof EditRefused) && !(error instanceof ApiError))
    expect(faults).toEqual([])
    // A refusal here is one there: main refuses only what it got, and that is never a malformed edit.
    expect(told.filter((error) => error instanceof ApiError && error.code !== 'edit-refused')).toEqual([])
  })
})

test('a walk through the history is answered as one change', async () => {
  const { api, create } = newApi()
  await create()
  await api.call('edit.apply', { edit: furnished })
  for (const name of ['A', 'B', 'C'])
    await api.call('edit.apply', { edit: { type: 'updateTrack', trackId: 't1', set: { name } } })
  const change = await api.call('edit.walk', { position: 1 })
  expect(change).toMatchObject({ seq: 5, history: { undoLabel: 'Furnish', redoLabel: 'Rename: Kick' } })
  expect(await api.call('edit.walk', { position: 1 })).toBeNull()
})
