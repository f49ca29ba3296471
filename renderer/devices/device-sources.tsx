import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device, Id } from '../../shared/model/document.ts'
import { useAssets, useKeyChoices } from '../document/hooks.ts'
import { Select } from '../ui/select.tsx'
import { setFile, setKey } from './device-actions.ts'

const NONE = 'none'

/** What a device hears besides its input: another strip, a file. */
export function DeviceSources({ device }: { device: Device }) {
  const spec = deviceSpecs[device.kind]
  const strips = useKeyChoices(device.ownerId)
  const assets = useAssets()
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
