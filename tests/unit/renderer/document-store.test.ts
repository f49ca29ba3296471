import { beforeEach, describe, expect, test } from 'vitest'
import { createDocumentStore, type DocumentStore } from '../../../renderer/document/document-store.ts'
import type { CallName, Change } from '../../../shared/contract/api.ts'
import type { Api } from '../../../shared/contract/connection.ts'
import { ApiError } from '../../../shared/contract/errors.ts'
import { newTrack } from '../../../shared/model/defaults.ts'
import { type Document, emptyDocument } from '../../../shared/model/document.ts'
import { apply, patchDocument } from '../../../shared/model/edits/apply.ts'
import type { Edit } from '../../../shared/model/edits/edit.ts'
import { newSongEdit } from '../../../shared/model/new-song.ts'

/** Main's end of the line: the same edits on its own copy, answered only when the test lets it. */
class FakeMain implements Api {
  document: Document
  seq = 0
  readonly calls: CallName[] = []
  refuseNext = false
  #undo: { patches: Change['patches']; back: Change['patches']; label: string }[] = []
  #held: (() => void)[] | null = null
  readonly #listeners = new Map<string, (payload: never) => void>()

  constructor(document: Document) {
    this.document = document
  }

  hold(): void {
    this.#held = []
  }

  async release(): Promise<void> {
    const held = this.#held ?? []
    this.#held = null
    for (const answer of held) {
      answer()
      await Promise.resolve()
    }
    await new Promise((resolve) => setTimeout(resolve))
  }

  async call(name: CallName, input: unknown): Promise<never> {
    this.calls.push(name)
    const answer = this.#answer(name, input)
    const held = this.#held
    if (held) await new Promise<void>((resolve) => held.push(resolve))
    if (answer instanceof ApiError) throw answer
    return answer as never
  }

  on(name: string, listener: (payload: never) => void): () => void {
    this.#listeners.set(name, listener)
    return () => {}
  }

  /** A change that main makes by itself, such as a finished import. */
  change(edit: Edit): void {
    const change = this.#apply(edit)
    this.#listeners.get('document.changed')?.(change as never)
  }

  #history() {
    return { undoLabel: this.#undo.at(-1)?.label ?? null, redoLabel: null }
  }

  #apply(edit: Edit): Change {
    const { document, patches, inversePatches } = apply(this.document, edit)
    this.document = document
    this.seq++
    this.#undo.push({
      patches: patches as Change['patches'],
      back: inversePatches as Change['patches'],
      label: edit.type,
    })
    return { seq: this.seq, patches: patches as Change['patches'], history: this.#history(), label: edit.type }
  }

  #answer(name: CallName, input: unknown): unknown {
    if (name === 'project.current') return { project: opened(this) }
    if (name === 'edit.apply') {
      if (this.refuseNext) {
        this.refuseNext = false
        return new ApiError('edit-refused', 'The disk is full.', 'Make room and try again.')
      }
      const { seq, history } = this.#apply((input as { edit: Edit }).edit)
      return { seq, history }
    }
    if (name === 'edit.undo') {
      const last = this.#undo.pop()
      if (!last) return null
      this.document = patchDocument(this.document, last.back as Parameters<typeof patchDocument>[1])
      this.seq++
      return { seq: this.seq, patches: last.back, history: this.#history(), label: last.label }
    }
    throw new Error(`The test has no answer to ${name}.`)
  }
}

function opened(main: FakeMain) {
  return {
    path: '/songs/One.mixwright',
    readOnly: false,
    document: main.document,
    seq: main.seq,
    history: { undoLabel: null, redoLabel: null },
    notes: [],
  }
}

function songWithTrack(): Document {
  const base = emptyDocument({ id: 'p', name: 'One', sampleRate: 48000, createdAt: '2026-01-01T00:00:00.000Z' })
  const song = apply(base, newSongEdit({ songId: 's', masterId: 'm', title: 'Song', order: 0 })).document
  return apply(song, { type: 'addTrack', track: newTrack('t', 's', 'audio', 'Kick', 0, 'm', 0) }).document
}

const fader = (faderDb: number): Edit => ({ type: 'updateTrack', trackId: 't', set: { faderDb } })

let main: FakeMain
let store: DocumentStore
let told: unknown[]
const shownDb = () => store.getState().document?.tracks.t?.faderDb
const settledDb = () => store.getState().settled?.tracks.t?.faderDb

beforeEach(() => {
  main = new FakeMain(songWithTrack())
  store = createDocumentStore()
  told = []
  store.connect(main, (error) => told.push(error))
  store.show(opened(main))
})

describe('edits', () => {
  test('are seen before main has answered', async () => {
    main.hold()
    const done = store.edit(fader(-6))
    expect(shownDb()).toBe(-6)
    await main.release()
    expect(await done).toBe(true)
    expect(shownDb()).toBe(-6)
    expect(store.getState().history.undoLabel).toBe('updateTrack')
  })

  test('that main refuses are taken back, and the user is told', async () => {
    main.refuseNext = true
    expect(await store.edit(fader(-6))).toBe(false)
    expect(shownDb()).toBe(0)
    expect(told).toMatchObject([{ code: 'edit-refused', remedy: 'Make room and try again.' }])
  })

  test('that were made on top of a refused one stay', async () => {
    main.hold()
    main.refuseNext = true
    const refused = store.edit(fader(-6))
    const kept = store.edit({ type: 'updateTrack', trackId: 't', set: { pan: 0.5 } })
    const afterRefusal = refused.then(() => store.getState().document?.tracks.t)
    await main.release()
    expect(await refused).toBe(false)
    expect(await afterRefusal).toMatchObject({ faderDb: 0, pan: 0.5 })
    expect(await kept).toBe(true)
    expect(store.getState().document?.tracks.t).toMatchObject({ faderDb: 0, pan: 0.5 })
    expect(store.getState().document).toEqual(main.document)
  })

  test('that do not fit the document are refused here and never sent', async () => {
    expect(await store.edit({ type: 'removeTrack', trackId: 'nobody' })).toBe(false)
    expect(main.calls).not.toContain('edit.apply')
    expect(told).toHaveLength(1)
  })

  test('of main itself, such as an import, join those under way', async () => {
    main.hold()
    const done = store.edit(fader(-6))
    main.change({ type: 'addTrack', track: newTrack('u', 's', 'audio', 'Snare', 1, 'm', 1) })
    await main.release()
    await done
    expect(store.getState().document).toEqual(main.document)
    expect(store.getState().document?.tracks.u?.name).toBe('Snare')
  })

  test('whose number shows that a change was missed make the document be fetched again', async () => {
    main.document = apply(main.document, fader(-20)).document
    main.seq += 1
    await store.edit({ type: 'updateTrack', trackId: 't', set: { pan: 1 } })
    expect(main.calls).toContain('project.current')
    expect(store.getState().document).toEqual(main.document)
  })
})

describe('a gesture', () => {
  test('is drawn while it lasts, heard and sent only at its end, as one edit', async () => {
    const gesture = store.begin()
    gesture.preview(fader(-3))
    gesture.preview(fader(-9))
    expect(shownDb()).toBe(-9)
    expect(settledDb()).toBe(0)
    expect(main.calls).toEqual([])
    await gesture.commit()
    expect(settledDb()).toBe(-9)
    expect(main.calls).toEqual(['edit.apply'])
  })

  test('that is let go leaves nothing behind', () => {
    const gesture = store.begin()
    gesture.preview(fader(-3))
    gesture.revert()
    expect(shownDb()).toBe(0)
    expect(main.calls).toEqual([])
  })

  test('keeps its last good preview when the hand goes where it may not', () => {
    const gesture = store.begin()
    gesture.preview(fader(-3))
    gesture.preview({ type: 'removeTrack', trackId: 'm' })
    expect(shownDb()).toBe(-3)
  })

  test('survives a change that main makes meanwhile', () => {
    const gesture = store.begin()
    gesture.preview(fader(-3))
    main.change({ type: 'updateTrack', trackId: 't', set: { name: 'Kick in' } })
    expect(store.getState().document?.tracks.t).toMatchObject({ faderDb: -3, name: 'Kick in' })
  })

  test('ends when another hand takes hold', async () => {
    const first = store.begin()
    first.preview(fader(-3))
    store.begin()
    expect(shownDb()).toBe(0)
    expect(await first.commit()).toBe(false)
  })
})

describe('hands that meet', () => {
  test('of two gestures at once only the later one moves anything', async () => {
    const first = store.begin()
    first.preview(fader(-3))
    const second = store.begin()
    second.preview(fader(-12))
    first.preview(fader(-4))
    expect(shownDb()).toBe(-12)
    first.revert()
    expect(shownDb()).toBe(-12)
    expect(await second.commit()).toBe(true)
    expect(main.document.tracks.t!.faderDb).toBe(-12)
    expect(main.calls).toEqual(['edit.apply'])
  })

  test('a revert after a refused preview goes back to before the gesture, not to the last good preview', () => {
    const gesture = store.begin()
    gesture.preview(fader(-3))
    gesture.preview({ type: 'removeTrack', trackId: 'm' })
    gesture.revert()
    expect(shownDb()).toBe(0)
    expect(store.getState().document).toBe(store.getState().settled)
  })

  test('a gesture whose only preview was refused commits nothing', async () => {
    const gesture = store.begin()
    gesture.preview({ type: 'removeTrack', trackId: 'm' })
    expect(await gesture.commit()).toBe(false)
    expect(main.calls).toEqual([])
  })

  test('an undo during a gesture ends it, and what the hand does after that moves nothing', async () => {
    await store.edit(fader(-6))
    const gesture = store.begin()
    gesture.preview(fader(-9))
    const undone = store.undo()
    expect(shownDb()).toBe(-6)
    gesture.preview(fader(-10))
    await undone
    expect(shownDb()).toBe(0)
    expect(await gesture.commit()).toBe(false)
    expect(store.getState().document).toEqual(main.document)
  })

  test('an edit elsewhere during a gesture is kept beneath it', async () => {
    const gesture = store.begin()
    gesture.preview(fader(-9))
    await store.edit({ type: 'updateTrack', trackId: 't', set: { pan: 0.5 } })
    expect(store.getState().document?.tracks.t).toMatchObject({ faderDb: -9, pan: 0.5 })
    gesture.revert()
    expect(store.getState().document?.tracks.t).toMatchObject({ faderDb: 0, pan: 0.5 })
  })

  test('a preview of what main takes away meanwhile is dropped, and its commit is none', async () => {
    const gesture = store.begin()
    gesture.preview(fader(-9))
    main.change({ type: 'removeTrack', trackId: 't' })
    expect(store.getState().document).toBe(store.getState().settled)
    expect(await gesture.commit()).toBe(false)
  })

  test('a gesture ends with its project, and moves nothing in the next one', async () => {
    const gesture = store.begin()
    gesture.preview(fader(-9))
    store.show({ ...opened(main), path: '/songs/Two.mixwright' })
    gesture.preview(fader(-10))
    expect(shownDb()).toBe(0)
    expect(await gesture.commit()).toBe(false)
    store.leave()
    const late = store.begin()
    store.show(opened(main))
    late.preview(fader(-11))
    expect(shownDb()).toBe(0)
  })
})

test('a document that was fetched too early for an edit under way is fetched again', async () => {
  main.hold()
  const early = opened(main)
  const done = store.edit(fader(-6))
  // Another change was missed, so the store fetched the document while main still wrote the edit.
  store.show(early)
  expect(shownDb()).toBe(0)
  await main.release()
  expect(await done).toBe(true)
  expect(store.getState().document).toEqual(main.document)
})

describe('undo', () => {
  test('goes back to what main had before', async () => {
    await store.edit(fader(-6))
    await store.undo()
    expect(shownDb()).toBe(0)
    expect(store.getState().history.undoLabel).toBeNull()
  })

  test('asked for while an edit is under way takes back that edit', async () => {
    main.hold()
    const done = store.edit(fader(-6))
    const undone = store.undo()
    await main.release()
    await Promise.all([done, undone])
    expect(shownDb()).toBe(0)
    expect(store.getState().document).toEqual(main.document)
  })
})
