import { ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device } from '../../shared/model/document.ts'
import { askText } from '../app/ask-text.tsx'
import { IconButton } from '../ui/button.tsx'
import { MenuButton, type MenuEntry } from '../ui/menu.tsx'
import { applyPreset, resetDevice } from './device-actions.ts'
import {
  exportPreset,
  importPreset,
  type ListedPreset,
  presetIndex,
  presetsOf,
  readPresets,
  removePreset,
  renamePreset,
  savePreset,
  usePresets,
} from './presets.ts'

/** The presets of a device: the factory's and the user's own, to step through, choose, keep and carry as files. */
export function PresetBar({ device }: { device: Device }) {
  const { kind } = device
  const { name: deviceName } = deviceSpecs[kind]
  const own = usePresets(({ presets }) => presets)
  const list = presetsOf(kind, own)
  const index = presetIndex(device, list)
  const present = list[index]
  const picker = useRef<HTMLInputElement>(null)
  /** The preset that was chosen last, which a changed setting may be kept over. */
  const [chosen, setChosen] = useState<ListedPreset | null>(null)
  const from = present ?? chosen
  const shown = present?.name ?? (chosen ? `${chosen.name} *` : 'No preset')
  useEffect(() => void readPresets(), [])
  // Also what undo brought back is what changes begin from.
  const presentKey = present && `${present.isOwn} ${present.name}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is made anew with every render.
  useEffect(() => {
    if (present) setChosen(present)
  }, [presentKey])

  const choose = (preset: ListedPreset) => {
    setChosen(preset)
    applyPreset(device, preset)
  }
  const step = (places: number) => {
    const at = index < 0 ? (places > 0 ? -1 : list.length) : index
    choose(list[(at + places + list.length) % list.length]!)
  }
  /** Says that a name is taken, but by the preset that is meant. */
  const fault = (text: string) => {
    const name = text.trim()
    const isTaken = list.some((each) => each.isOwn && each.name === name && each.name !== (from?.isOwn && from.name))
    return isTaken ? `“${name}” is there already. Choose another name, or delete that one first.` : null
  }
  const save = async () => {
    const value = from?.isOwn ? from.name : ''
    const name = await askText({ title: 'Save a preset', label: 'Name', value, action: 'Save', fault })
    if (name === null) return
    setChosen({ name, params: device.params, isOwn: true })
    await savePreset(device, name)
  }
  const rename = async (preset: ListedPreset) => {
    const { name } = preset
    const newName = await askText({ title: 'Rename a preset', label: 'Name', value: name, action: 'Rename', fault })
    if (newName === null) return
    setChosen({ ...preset, name: newName })
    await renamePreset(kind, name, newName)
  }
  const lines = (own: boolean): MenuEntry[] =>
    list.flatMap((preset, at) =>
      preset.isOwn === own
        ? [{ id: `preset-${at}`, label: preset.name, checked: at === index, run: () => choose(preset) }]
        : [],
    )
  const entries = (): MenuEntry[] => [
    ...lines(false),
    ...(lines(true).length > 0 ? (['separator', ...lines(true)] as const) : []),
    'separator',
    { id: 'reset', label: 'Everything at its default', run: () => resetDevice(device) },
    { id: 'save', label: 'Save as your preset…', run: () => void save() },
    ...(from?.isOwn
      ? [
          ...(present
            ? []
            : [{ id: 'update', label: `Save over “${from.name}”`, run: () => void savePreset(device, from.name) }]),
          { id: 'rename', label: `Rename “${from.name}”…`, run: () => void rename(from) },
          {
            id: 'remove',
            label: `Delete “${from.name}”`,
            danger: true,
            run: () => {
              setChosen(null)
              void removePreset(kind, from.name)
            },
          },
        ]
      : []),
    'separator',
    { id: 'import', label: 'Import a preset file…', run: () => picker.current?.click() },
    { id: 'export', label: 'Export as a file', run: () => exportPreset(device, from?.name ?? deviceName) },
  ]
  return (
    <div className="preset-bar" role="group" aria-label="Presets">
      <IconButton
        icon={ChevronLeft}
        size={14}
        label="Previous preset"
        disabled={list.length === 0}
        onClick={() => step(-1)}
      />
      <MenuButton
        className="preset-button"
        label={`${deviceName} preset: ${shown}`}
        tip="Presets"
        entries={entries}
        testId="device-preset"
      >
        <span className="preset-name">{shown}</span>
        <ChevronDown size={12} aria-hidden />
      </MenuButton>
      <IconButton
        icon={ChevronRight}
        size={14}
        label="Next preset"
        disabled={list.length === 0}
        onClick={() => step(1)}
      />
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        hidden
        data-testid="preset-file"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void importPreset(device, file)
        }}
      />
    </div>
  )
}
