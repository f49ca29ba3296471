import { rackSlots } from '../../shared/model/rack.ts'
import { hasRack, toggleBeforeAfter } from '../master/before-after.tsx'
import { keepRack, recallRack } from '../master/rack-slots.tsx'
import type { Command } from './command.ts'

/** The mastering rack that is on the page. */
export const rackCommands: readonly Command[] = [
  {
    id: 'beforeAfter',
    label: 'Hear before or after the rack, equally loud',
    group: 'Mix',
    keys: ['B'],
    run: toggleBeforeAfter,
    enabled: hasRack,
  },
  ...rackSlots.flatMap((slot, index): Command[] => [
    {
      id: `recallRack${slot}`,
      label: `Recall rack ${slot}`,
      group: 'Mix',
      keys: [`Alt+${index + 1}`],
      run: () => void recallRack(slot),
      enabled: hasRack,
    },
    {
      id: `keepRack${slot}`,
      label: `Keep the present rack on ${slot}`,
      group: 'Mix',
      keys: [`Ctrl+Alt+${index + 1}`],
      run: () => void keepRack(slot),
      enabled: hasRack,
    },
  ]),
]
