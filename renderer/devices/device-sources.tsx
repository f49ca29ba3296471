import { Plus } from 'lucide-react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { impulses } from '../../shared/impulses/impulses.ts'
import type { Device, Id } from '../../shared/model/document.ts'
import { useAssets, useKeyChoices, useSampleRate } from '../document/hooks.ts'
import { MenuButton, type MenuEntry } from '../ui/menu.tsx'
import { Select } from '../ui/select.tsx'
import { setFile, setKey } from './device-actions.ts'
import { chooseDeviceFile, giveImpulse } from './load-file.ts'

const NONE = 'none'

/** Where what a device plays may come from, besides the audio of the project. */
function loadMenu(device: Device, sampleRate: number): MenuEntry[] {
  const own = impulses.map((impulse) => ({
    id: impulse.name,
    label: impulse.name,
    run: () => void giveImpulse(device, impulse, sampleRate),
  }))
  return [{ id: 'file', label: 'From a file…', run: () => chooseDeviceFile(device) }, 'separator', ...own]
}

/** What a device hears besides its input: another strip, a file. */
export function DeviceSources({ device }: { device: Device }) {
  const spec = deviceSpecs[device.kind]
  const strips = useKeyChoices(device.ownerId)
  const assets = useAssets()
  const sampleRate = useSampleRate()
  const options = (records: readonly { id: Id; name: string }[], none: string) => [
    { value: NONE, label: none },
    ...records.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <>
      {spec.hasKey && (
        <Select
          label="Side-chain"
          value={device.keyTrackId ?? NONE}
          options={options(strips, 'Hears itself')}
          onChange={(id) => setKey(device, id === NONE ? null : id)}
          testId="device-key"
        />
      )}
      {spec.file && (
        <>
          <Select
            label={spec.file}
            value={device.fileAssetId ?? NONE}
            options={options(assets, `No ${spec.file.toLowerCase()}`)}
            onChange={(id) => setFile(device, id === NONE ? null : id)}
            testId="device-file"
          />
          <MenuButton
            label={`Load: ${spec.file.toLowerCase()}`}
            entries={() => loadMenu(device, sampleRate)}
            className="button-quiet"
            testId="device-load"
          >
            <Plus size={13} aria-hidden />
          </MenuButton>
        </>
      )}
    </>
  )
}
