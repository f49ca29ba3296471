import { ArrowRightLeft } from 'lucide-react'
import type { Device } from '../../shared/model/document.ts'
import { shortcutOf } from '../app/commands.ts'
import { IconButton } from '../ui/button.tsx'
import { copyToOther, otherSide, turnOver, turnTo, useSide } from './compared.ts'

/** A and B: two settings of a device to choose between. */
export function CompareSwitch({ device }: { device: Device }) {
  const { side, differ } = useSide(device)
  const key = shortcutOf('deviceOther')
  return (
    <div className="compare-switch" role="group" aria-label="Settings A and B" data-testid="device-ab" data-side={side}>
      {(['A', 'B'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className="compare-side"
          aria-pressed={side === each}
          aria-label={`Setting ${each}`}
          data-tip={`Setting ${each}${side === each ? ', which you hear' : ''}${key ? ` (${key} changes over)` : ''}`}
          onClick={() => (side === each ? turnOver(device) : turnTo(device, each))}
        >
          {each}
        </button>
      ))}
      <IconButton
        icon={ArrowRightLeft}
        size={13}
        label={`Copy ${side} to ${otherSide(side)}`}
        disabled={!differ}
        onClick={() => copyToOther(device)}
      />
    </div>
  )
}
