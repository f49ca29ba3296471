import { create } from 'zustand'
import type { Id } from '../../shared/model/document.ts'
import {
  applyStripPresetEdits,
  type ReadStripPreset,
  readStripPreset,
  type StripPreset,
  stripPresetOf,
} from '../../shared/model/strip-preset.ts'
import { askText } from '../app/ask-text.tsx'
import { setView, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify, notifyError } from '../document/notices.ts'
import { saveTextFile } from '../document/save-file.ts'
import type { MenuEntry } from '../ui/menu.tsx'

/** The strip presets that main keeps for all projects, as they were read last. */
export const useStripPresets = create<{ presets: readonly ReadStripPreset[] }>(() => ({ presets: [] }))

/** Files larger than this are no preset. */
const MOST_BYTES = 4 << 20
const EXTENSION = '.mixstrip.json'

export async function readStripPresets(): Promise<void> {
  try {
    useStripPresets.setState(await documentStore.api().call('stripPresets.list', {}))
  } catch (error) {
    notifyError(error)
  }
}

async function keep(preset: StripPreset): Promise<void> {
  await documentStore.api().call('stripPresets.save', { preset })
  await readStripPresets()
}

function changed(name: string, notes: readonly string[]): void {
  if (notes.length > 0) notify('warning', `“${name}” could not be taken as it is.`, notes.slice(0, 8).join(' '))
}

/** Keeps a strip's settings and chain under a name that is asked for. */
export async function saveStripPreset(trackId: Id): Promise<void> {
  const track = documentStore.getState().document?.tracks[trackId]
  if (!track) return
  const name = await askText({ title: 'Save strip preset', label: 'Name', value: track.name, action: 'Save' })
  const { document } = documentStore.getState()
  const preset = name !== null && document ? stripPresetOf(document, trackId, name) : undefined
  if (!preset) return
  try {
    await keep(preset)
    notify('info', `“${preset.name}” is a strip preset now.`, 'Put it on any strip from its menu.')
  } catch (error) {
    notifyError(error)
  }
}

function applyPreset(trackId: Id, { preset, notes }: ReadStripPreset, part: 'all' | 'inserts'): void {
  const { document } = documentStore.getState()
  if (!document) return
  const edits = applyStripPresetEdits(document, trackId, preset, part, newId)
  if (edits.length === 0) return
  const { openDeviceId } = useView.getState()
  if (openDeviceId !== null && document.devices[trackId]?.[openDeviceId]) setView({ openDeviceId: null })
  void documentStore.edit({ type: 'batch', label: `Strip preset: ${preset.name}`.slice(0, 200), edits })
  const files = preset.devices.filter(({ fileAssetId }) => fileAssetId !== null && !document.assets[fileAssetId])
  changed(preset.name, [
    ...notes,
    ...(files.length > 0 ? ['An audio file it plays is not in this project: choose one in its device.'] : []),
  ])
}

async function renamePreset({ name }: StripPreset): Promise<void> {
  const to = await askText({ title: 'Rename strip preset', label: 'Name', value: name, action: 'Rename' })
  if (to === null || to === name) return
  try {
    await documentStore.api().call('stripPresets.rename', { name, to })
    await readStripPresets()
  } catch (error) {
    notifyError(error)
  }
}

async function removePreset({ name }: StripPreset): Promise<void> {
  try {
    await documentStore.api().call('stripPresets.remove', { name })
    await readStripPresets()
  } catch (error) {
    notifyError(error)
  }
}

/** Hands the preset to the user as a file. */
function exportPreset(preset: StripPreset): void {
  saveTextFile(`${preset.name}${EXTENSION}`, JSON.stringify(preset, null, 2))
}

async function readFile(file: File): Promise<void> {
  try {
    const given: unknown = file.size > MOST_BYTES ? null : JSON.parse(await file.text())
    const read = readStripPreset(given)
    if (!read) throw new Error('no preset')
    await keep(read.preset)
    notify('info', `“${read.preset.name}” is a strip preset now.`, 'Put it on any strip from its menu.')
    changed(read.preset.name, read.notes)
  } catch {
    notify('error', `“${file.name}” is no strip preset.`, `Choose a file that was exported as one (${EXTENSION}).`)
  }
}

/** Lets the user choose files of presets and keeps what they hold. */
export function importPresets(): void {
  const chooser = document.createElement('input')
  chooser.type = 'file'
  chooser.accept = '.json'
  chooser.multiple = true
  chooser.onchange = async () => {
    for (const file of chooser.files ?? []) await readFile(file)
  }
  chooser.click()
}

/** What a strip's menu offers about presets. */
export function presetMenu(trackId: Id): MenuEntry[] {
  const { presets } = useStripPresets.getState()
  return [
    ...presets.map((read): MenuEntry => {
      const { preset } = read
      return {
        id: `preset ${preset.name}`,
        label: preset.name,
        entries: [
          { id: 'all', label: 'Apply', run: () => applyPreset(trackId, read, 'all') },
          { id: 'inserts', label: 'Apply its inserts alone', run: () => applyPreset(trackId, read, 'inserts') },
          'separator',
          { id: 'rename', label: 'Rename…', run: () => void renamePreset(preset) },
          { id: 'export', label: 'Export as a file', run: () => exportPreset(preset) },
          { id: 'remove', label: 'Delete', danger: true, run: () => void removePreset(preset) },
        ],
      }
    }),
    ...(presets.length > 0 ? (['separator'] as const) : []),
    { id: 'save', label: 'Save as a preset…', run: () => void saveStripPreset(trackId) },
    { id: 'import', label: 'Import from files…', run: importPresets },
  ]
}
