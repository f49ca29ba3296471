import { create } from 'zustand'
import type { DevicePreset } from '../../shared/engine/devices/device.ts'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { PresetFault, presetFile, readPresetFile } from '../../shared/formats/preset-file.ts'
import { fittingParams, type SavedPreset } from '../../shared/model/device-preset.ts'
import type { Device } from '../../shared/model/document.ts'
import { keptParams, presetParams } from '../../shared/model/full-params.ts'
import { documentStore } from '../document/document-store.ts'
import { notify, notifyError } from '../document/notices.ts'
import { saveTextFile } from '../document/save-file.ts'
import { applyPreset } from './device-actions.ts'
import { paramOf } from './device-param.ts'

/** A user's own settings of devices, which main keeps for all projects, as they were read last. */
export const usePresets = create<{ presets: readonly SavedPreset[] }>(() => ({ presets: [] }))

export async function readPresets(): Promise<void> {
  try {
    const { presets } = await documentStore.api().call('presets.list', {})
    usePresets.setState({ presets })
  } catch (error) {
    notifyError(error)
  }
}

/** A preset where it lies in the lists: the factory's first, then the user's own. */
export interface ListedPreset extends DevicePreset {
  readonly isOwn: boolean
}

export function presetsOf(kind: Device['kind'], own: readonly SavedPreset[]): ListedPreset[] {
  const factory = (deviceSpecs[kind].presets ?? []).map((preset) => ({ ...preset, isOwn: false }))
  const saved = own.filter((preset) => preset.kind === kind)
  // Another version of the program may have kept values that this one's device cannot take.
  return [
    ...factory,
    ...saved.map(({ name, params }) => ({ name, params: fittingParams(kind, params).params, isOwn: true })),
  ]
}

/** Where in a list the preset stands that a device is set to; −1 for none. */
export function presetIndex(device: Device, list: readonly ListedPreset[]): number {
  return list.findIndex((preset) =>
    Object.entries(presetParams(device.kind, preset.params)).every(([id, value]) => paramOf(device, id) === value),
  )
}

async function call(task: () => Promise<unknown>): Promise<boolean> {
  try {
    await task()
    await readPresets()
    return true
  } catch (error) {
    notifyError(error)
    return false
  }
}

/** Keeps a device's setting under a name, in the place of one that is called so. */
export async function savePreset(device: Device, name: string): Promise<void> {
  const preset = { kind: device.kind, name, params: keptParams(device.kind, device.params) }
  await call(() => documentStore.api().call('presets.save', { preset }))
}

export async function renamePreset(kind: Device['kind'], name: string, newName: string): Promise<void> {
  await call(() => documentStore.api().call('presets.rename', { kind, name, newName }))
}

export async function removePreset(kind: Device['kind'], name: string): Promise<void> {
  await call(() => documentStore.api().call('presets.remove', { kind, name }))
}

/** Brings a device's setting to the disk as a file. */
export function exportPreset(device: Device, name: string): void {
  const text = presetFile({ kind: device.kind, name, params: keptParams(device.kind, device.params) })
  saveTextFile(`${name}.preset.json`, text)
}

/** Reads a preset's file, keeps it among the user's own and sets the device to it; says what did not fit. */
export async function importPreset(device: Device, file: File): Promise<void> {
  const { name: deviceName } = deviceSpecs[device.kind]
  try {
    const { preset, notes } = readPresetFile(await file.text())
    if (preset.kind !== device.kind)
      throw new PresetFault(
        `“${preset.name}” is a preset of the ${deviceSpecs[preset.kind].name}, not of the ${deviceName}.`,
        `Open a ${deviceSpecs[preset.kind].name} and import it there.`,
      )
    const kept = { ...preset, params: keptParams(preset.kind, preset.params) }
    if (!(await call(() => documentStore.api().call('presets.save', { preset: kept })))) return
    applyPreset(device, preset)
    if (notes.length > 0) notify('warning', `“${preset.name}” was made to fit: ${notes.join(' ')}`)
    else notify('info', `“${preset.name}” is one of your presets of the ${deviceName} now.`)
  } catch (error) {
    if (error instanceof PresetFault) notify('error', error.message, error.remedy)
    else notifyError(error)
  }
}
