import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device, Id } from '../../shared/model/document.ts'
import { useAssets, useKeyChoices } from '../document/hooks.ts'
import { Select } from '../ui/select.tsx'
import { applyPreset, setFile, setKey } from './device-actions.ts'

const NONE = 'none'

/** Where a device begins from and what it hears besides its input: a preset, another strip, a file. */
export function DeviceSources({ device }: { device: Device }) {
  const spec = deviceSpecs[device.kind]
  const strips = useKeyChoices(device.ownerId)
  const assets = useAssets()
  const options = (records: readonly { id: Id; name: string }[], none: string) => [
    { value: NONE, label: none },
    ...records.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const presets = spec.presets ?? []
  return (
    <>
      {presets.length > 0 && (
        <Select
          label={`${spec.name} preset`}
          value={NONE}
          options={[
            { value: NONE, label: 'Preset …' },
            ...presets.map(({ name }, index) => ({ value: `${index}`, label: name })),
          ]}
          onChange={(index) => index !== NONE && applyPreset(device, presets[Number(index)]!)}
          testId="device-preset"
        />
      )}
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
        <Select
          label={spec.file}
          value={device.fileAssetId ?? NONE}
          options={options(assets, `No ${spec.file.toLowerCase()}`)}
          onChange={(id) => setFile(device, id === NONE ? null : id)}
          testId="device-file"
        />
      )}
    </>
  )
}
