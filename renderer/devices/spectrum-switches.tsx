import type { Device } from '../../shared/model/document.ts'
import { useTracks } from '../document/hooks.ts'
import { Toggle } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { showOther, showSpectra, useSpectrumChoice } from './spectrum-sources.ts'

const NONE = 'none'

/** Which spectra lie behind the curve: before the device, behind it, and another strip's over them. */
export function SpectrumSwitches({ device }: { device: Device }) {
  const { before, behind, others } = useSpectrumChoice()
  const strips = useTracks().filter(({ id }) => id !== device.ownerId)
  return (
    <div className="spectrum-switches" role="group" aria-label="Spectra">
      <Toggle
        pressed={before}
        label="Pre: the spectrum before the device"
        onChange={(on) => showSpectra({ before: on })}
        data-testid="spectrum-before"
      >
        Pre
      </Toggle>
      <Toggle
        pressed={behind}
        label="Post: the spectrum behind the device"
        onChange={(on) => showSpectra({ behind: on })}
        data-testid="spectrum-behind"
      >
        Post
      </Toggle>
      <Select
        label="Spectrum of another track over it"
        value={others[device.id] ?? NONE}
        options={[
          { value: NONE, label: 'No other track' },
          ...strips.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => showOther(device.id, id === NONE ? null : id)}
        testId="spectrum-other"
      />
    </div>
  )
}
