import type { Document, Id, Reference } from '../../shared/model/document.ts'
import { referencesInOrder } from '../../shared/model/selectors.ts'
import { askText } from '../app/ask-text.tsx'
import { audioFileTypes } from '../app/import-actions.ts'
import { documentStore } from '../document/document-store.ts'
import { importFiles } from '../document/import-files.ts'
import { newId } from '../document/new-id.ts'
import { notify, notifyError } from '../document/notices.ts'
import { player } from '../live/player.ts'
import { useReference } from '../live/reference/reference-state.ts'

function references(): readonly Reference[] {
  const { document } = documentStore.getState()
  return document ? referencesInOrder(document) : []
}

/** Puts a reference at hand; null: none. */
export function chooseReference(referenceId: Id | null): void {
  const { document } = documentStore.getState()
  const reference = referenceId === null ? undefined : document?.references[referenceId]
  const asset = reference && document?.assets[reference.assetId]
  if (!document || !reference || !asset) {
    player.reference.choose(null)
    return
  }
  const { id, trimDb, startFrame, endFrame } = reference
  const { name, poolHash, channels, frames } = asset
  const { sampleRate } = document.project
  player.reference.choose({
    id,
    asset: { name, poolHash, channels, frames },
    sampleRate,
    trimDb,
    startFrame,
    endFrame,
  })
}

/** Hears the reference in the mix's place, or the mix again; the first one where none is at hand. */
export function toggleReference(): void {
  const { chosenId, heard } = useReference.getState()
  if (chosenId === null) {
    const [first] = references()
    if (!first) {
      notify('info', 'There is no reference to compare with.', 'Add one under Monitor.')
      return
    }
    chooseReference(first.id)
  }
  if (!heard) player.preview.hear(false)
  player.reference.hear(!heard)
}

/** Puts the next reference at hand, the first behind the last. */
export function nextReference(): void {
  const all = references()
  const index = all.findIndex(({ id }) => id === useReference.getState().chosenId)
  const next = all[(index + 1) % all.length]
  if (next) chooseReference(next.id)
}

/** Compares with audio that the project has. */
export async function addReferenceOf(assetId: Id): Promise<void> {
  const asset = documentStore.getState().document?.assets[assetId]
  if (!asset) return
  const order = references().reduce((highest, each) => Math.max(highest, each.order), -1) + 1
  const reference = { id: newId(), assetId, name: asset.name, order, trimDb: 0, startFrame: 0, endFrame: null }
  if (await documentStore.edit({ type: 'addReference', reference })) chooseReference(reference.id)
}

/** Asks for files and imports them as references, on no track. */
export function chooseReferenceFiles(): void {
  const chooser = window.document.createElement('input')
  chooser.type = 'file'
  chooser.multiple = true
  chooser.accept = audioFileTypes
  chooser.onchange = () => void importReferences([...(chooser.files ?? [])]).catch(notifyError)
  chooser.click()
}

async function importReferences(files: readonly File[]): Promise<void> {
  const { songId } = documentStore.getState()
  if (!songId || files.length === 0) return
  const known = new Set(references().map(({ id }) => id))
  const places = files.map(() => ({ kind: 'reference' as const }))
  await importFiles(documentStore.api(), { files, songId, atFrame: 0, places })
  const added = references().find(({ id }) => !known.has(id))
  if (added) chooseReference(added.id)
}

export function updateReference(
  referenceId: Id,
  set: Partial<Pick<Reference, 'name' | 'order' | 'trimDb' | 'startFrame' | 'endFrame'>>,
): void {
  void documentStore.edit({ type: 'updateReference', referenceId, set })
}

/** Asks for a name and gives it to a reference. */
export async function renameReference({ id, name }: Reference): Promise<void> {
  const typed = await askText({ title: 'Rename the reference', label: 'Name', value: name, action: 'Rename' })
  if (typed !== null && typed !== name) updateReference(id, { name: typed })
}

/** Moves a reference by so many places among the others, as far as it goes. */
export function moveReference(referenceId: Id, places: number): void {
  const all = references()
  const from = all.findIndex(({ id }) => id === referenceId)
  const to = Math.min(all.length - 1, Math.max(0, from + places))
  if (from < 0 || to === from) return
  const others = all.filter(({ id }) => id !== referenceId)
  const before = others[to - 1]?.order
  const after = others[to]?.order
  const order = before === undefined ? after! - 1 : after === undefined ? before + 1 : (before + after) / 2
  updateReference(referenceId, { order })
}

export function removeReference(referenceId: Id): void {
  void documentStore.edit({ type: 'removeReference', referenceId })
}

/** Keeps the reference at hand as the document has it. Returns what ends it. */
export function linkReference(): () => void {
  const follow = (document: Document | null, before: Document | null) => {
    const { chosenId } = useReference.getState()
    if (chosenId === null) return
    if (document?.project.id !== before?.project.id) player.reference.choose(null)
    else if (document?.references !== before?.references) chooseReference(chosenId)
  }
  return documentStore.subscribe((state, before) => {
    if (state.settled !== before.settled) follow(state.settled, before.settled)
  })
}
