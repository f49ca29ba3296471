import { ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { IconButton } from '../ui/button.tsx'
import { MenuButton } from '../ui/menu.tsx'
import {
  allRackPresets,
  applyRackPreset,
  importRackPreset,
  rackPresetMenu,
  readRackPresets,
  useChosenRack,
  useRackPresets,
} from './rack-presets.ts'

/** The presets of whole racks: to step through, choose, keep and carry as files. */
export function RackPresetBar({ ownerId }: { ownerId: Id }) {
  const own = useRackPresets(({ presets }) => presets)
  const chosen = useChosenRack(({ byOwner }) => byOwner[ownerId])
  const picker = useRef<HTMLInputElement>(null)
  useEffect(() => void readRackPresets(), [])
  const list = allRackPresets(own)
  const step = (places: number) => {
    const index = list.findIndex(({ preset }) => preset.name === chosen)
    const at = index < 0 ? (places > 0 ? -1 : list.length) : index
    void applyRackPreset(ownerId, list[(at + places + list.length) % list.length]!)
  }
  return (
    <div className="preset-bar" role="group" aria-label="Rack presets">
      <IconButton icon={ChevronLeft} size={14} label="Previous rack preset" onClick={() => step(-1)} />
      <MenuButton
        className="preset-button rack-preset-button"
        label={`Rack preset: ${chosen ?? 'none'}`}
        tip="Rack presets"
        entries={() => rackPresetMenu(ownerId, () => picker.current?.click())}
        testId="rack-preset"
      >
        <span className="preset-name">{chosen ?? 'Rack preset'}</span>
        <ChevronDown size={12} aria-hidden />
      </MenuButton>
      <IconButton icon={ChevronRight} size={14} label="Next rack preset" onClick={() => step(1)} />
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        hidden
        data-testid="rack-preset-file"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void importRackPreset(ownerId, file)
        }}
      />
    </div>
  )
}
