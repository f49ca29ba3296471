import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device, Document, Id } from '../../shared/model/document.ts'
import { tracksOfSong } from '../../shared/model/selectors.ts'
import { useDocument } from '../document/hooks.ts'
import { Select } from '../ui/select.tsx'
import { applyPreset, setFile, setKey } from './device-actions.ts'

const NONE = 'none'

/** The strips that a device may listen to: any of its song but its own. */
function keysFor(document: Document, device: Device, songId: Id) {
  return tracksOfSong(document, songId).filter(({ id }) => id !== device.ownerId)
}

/** Where a device begins from and what it hears besides its input: a preset, another strip, a file. */
export function DeviceSources({ device }: { device: Device }) {
  const spec = deviceSpecs[device.kind]
  const keys = useDocument(
    (document, songId) => JSON.stringify(keysFor(document, device, songId).map(({ id, name }) => [id, name])),
    '[]',
  )
  const files = useDocument(
    (document) => JSON.stringify(spec.file ? Object.values(document.assets).map(({ id, name }) => [id, name]) : []),
    '[]',
  )
  const options = (json: string, none: string) => [
    { value: NONE, label: none },
    ...(JSON.parse(json) as [Id, string][]).map(([value, label]) => ({ value, label })),
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
          options={options(keys, 'Hears itself')}
          onChange={(id) => setKey(device, id === NONE ? null : id)}
          testId="device-key"
        />
      )}
      {spec.file && (
        <Select
          label={spec.file}
          value={device.fileAssetId ?? NONE}
          options={options(files, `No ${spec.file.toLowerCase()}`)}
          onChange={(id) => setFile(device, id === NONE ? null : id)}
          testId="device-file"
        />
      )}
    </>
  )
}
