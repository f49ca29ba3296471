import { Scale, SquareSlash } from 'lucide-react'
import type { Device } from '../../shared/model/document.ts'
import { formatDb } from '../../shared/model/units.ts'
import { shortcutOf } from '../app/commands.ts'
import { toggleListening, useAudition, useHeard } from '../live/audition.ts'
import { IconButton } from '../ui/button.tsx'

/** Two ways to listen closely to a device, heard here and in no bounce. */
export function AuditionSwitches({ device }: { device: Device }) {
  const subject = { kind: 'device', deviceId: device.id } as const
  const hear = useHeard(subject)
  const gainDb = useAudition((state) => (hear === null ? 0 : state.gainDb))
  return (
    <>
      <IconButton
        icon={SquareSlash}
        label={hear === 'difference' ? 'Hear the device again' : 'Hear only what it changes'}
        shortcut={shortcutOf('hearDifference')}
        aria-pressed={hear === 'difference'}
        data-testid="hear-difference"
        onClick={() => toggleListening(subject, 'difference')}
      />
      <IconButton
        icon={Scale}
        label={
          hear === 'input'
            ? `Bypassed at the same loudness (${formatDb(gainDb)}): hear the device again`
            : 'Bypass at the same loudness'
        }
        shortcut={shortcutOf('hearInput')}
        aria-pressed={hear === 'input'}
        data-gain-db={hear === 'input' ? gainDb.toFixed(2) : undefined}
        data-testid="hear-input"
        onClick={() => toggleListening(subject, 'input')}
      />
    </>
  )
}
