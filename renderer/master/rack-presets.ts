import { create } from 'zustand'
import type { Id } from '../../shared/model/document.ts'
import { factoryRacks } from '../../shared/model/factory-racks.ts'
import {
  applyRackPresetEdits,
  type RackPreset,
  type ReadRackPreset,
  rackPresetOf,
  readRackPreset,
} from '../../shared/model/rack-preset.ts'
import { askText } from '../app/ask-text.tsx'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify, notifyError } from '../document/notices.ts'
import { saveTextFile } from '../document/save-file.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { showStage } from './rack-view.ts'

/** The user's own rack presets that main keeps for all projects, as they were read last. */
export const useRackPresets = create<{ presets: readonly ReadRackPreset[] }>(() => ({ presets: [] }))

/** The preset that was put on a rack last, by owner, for as long as the window is open. */
export const useChosenRack = create<{ byOwner: Readonly<Record<Id, string>> }>(() => ({ byOwner: {} }))

/** Files larger than this are no preset. */
const MOST_BYTES = 4 << 20
const EXTENSION = '.mixrack.json'

async function call(task: () => Promise<unknown>): Promise<boolean> {
  try {
    await task()
    return true
  } catch (error) {
    notifyError(error)
    return false
  }
}

export async function readRackPresets(): Promise<void> {
  await call(async () => useRackPresets.setState(await documentStore.api().call('rackPresets.list', {})))
}

async function keep(preset: RackPreset): Promise<void> {
  await documentStore.api().call('rackPresets.save', { preset })
  await readRackPresets()
}

function tellNotes(name: string, notes: readonly string[]): void {
  if (notes.length > 0) notify('warning', `“${name}” was made to fit.`, notes.slice(0, 8).join(' '))
}

function setChosen(ownerId: Id, name: string): void {
  useChosenRack.setState(({ byOwner }) => ({ byOwner: { ...byOwner, [ownerId]: name } }))
}

/** Makes a rack what a preset says, as one step. */
export async function applyRackPreset(ownerId: Id, { preset, notes }: ReadRackPreset): Promise<void> {
  const { settled } = documentStore.getState()
  if (!settled) return
  const edits = applyRackPresetEdits(settled, ownerId, preset, newId)
  if (!(await documentStore.edit({ type: 'batch', label: `Rack preset: ${preset.name}`.slice(0, 200), edits }))) return
  showStage(null)
  setChosen(ownerId, preset.name)
  tellNotes(preset.name, notes)
}

async function saveRack(ownerId: Id): Promise<void> {
  const name = await askText({
    title: 'Save rack preset',
    label: 'Name',
    value: useChosenRack.getState().byOwner[ownerId] ?? '',
    action: 'Save',
    fault: (text) =>
      factoryRacks.some((each) => each.name === text.trim())
        ? 'A preset of the program is called so. Choose another name.'
        : null,
  })
  const { settled } = documentStore.getState()
  if (name === null || !settled) return
  if (!(await call(() => keep(rackPresetOf(settled, ownerId, name))))) return
  setChosen(ownerId, name)
  notify('info', `“${name}” is a rack preset now.`, 'Put it on the rack of any song.')
}

async function rename({ name }: RackPreset): Promise<void> {
  const to = await askText({ title: 'Rename rack preset', label: 'Name', value: name, action: 'Rename' })
  if (to === null || to === name) return
  await call(() => documentStore.api().call('rackPresets.rename', { name, to }))
  await readRackPresets()
}

async function remove({ name }: RackPreset): Promise<void> {
  await call(() => documentStore.api().call('rackPresets.remove', { name }))
  await readRackPresets()
}

function exportRack(preset: RackPreset): void {
  saveTextFile(`${preset.name.replaceAll(/[/\\:]/g, '-')}${EXTENSION}`, `${JSON.stringify(preset, null, 2)}\n`)
}

/** Reads a file, keeps its preset among the user's own and puts it on the rack; says what did not fit. */
export async function importRackPreset(ownerId: Id, file: File): Promise<void> {
  let read: ReadRackPreset | null = null
  try {
    read = readRackPreset(file.size > MOST_BYTES ? null : JSON.parse(await file.text()))
  } catch {
    // Said below.
  }
  if (!read) {
    notify('error', `“${file.name}” is no rack preset.`, `Choose a file that was exported as one (${EXTENSION}).`)
    return
  }
  const { preset } = read
  if (await call(() => keep(preset))) await applyRackPreset(ownerId, read)
}

/** The presets to choose from, the program's own first. */
export function allRackPresets(own: readonly ReadRackPreset[]): readonly ReadRackPreset[] {
  return [...factoryRacks.map((preset) => ({ preset, notes: [] })), ...own]
}

/** The menu of a rack's presets; `choose` lets the user pick a file. */
export function rackPresetMenu(ownerId: Id, choose: () => void): MenuEntry[] {
  const { presets } = useRackPresets.getState()
  const chosen = useChosenRack.getState().byOwner[ownerId]
  const line = (read: ReadRackPreset): MenuEntry => ({
    id: read.preset.name,
    label: read.preset.name,
    checked: read.preset.name === chosen,
    run: () => void applyRackPreset(ownerId, read),
  })
  const own = presets.map((read): MenuEntry => {
    const { preset } = read
    return {
      id: `own ${preset.name}`,
      label: preset.name,
      entries: [
        { id: 'apply', label: 'Apply', run: () => void applyRackPreset(ownerId, read) },
        'separator',
        { id: 'rename', label: 'Rename…', run: () => void rename(preset) },
        { id: 'export', label: 'Export as a file', run: () => exportRack(preset) },
        { id: 'remove', label: 'Delete', danger: true, run: () => void remove(preset) },
      ],
    }
  })
  const exportNow = () => {
    const { settled } = documentStore.getState()
    if (settled) exportRack(rackPresetOf(settled, ownerId, chosen ?? 'Rack'))
  }
  return [
    ...factoryRacks.map((preset) => line({ preset, notes: [] })),
    ...(own.length > 0 ? (['separator', ...own] as const) : []),
    'separator',
    { id: 'save', label: 'Save as your preset…', run: () => void saveRack(ownerId) },
    { id: 'import', label: 'Import a preset file…', run: choose },
    { id: 'export', label: 'Export this rack as a file', run: exportNow },
  ]
}
