import { player } from '../live/player.ts'
import { type Command, hasProject } from './command.ts'
import { nextMeterKind, toggleMeterPoint } from './meter-view.ts'

/** What the meters show. */
export const meterCommands: readonly Command[] = [
  {
    id: 'clearClips',
    label: 'Put out all clip lamps',
    group: 'View',
    keys: ['Alt+C'],
    run: () => player.clearClips(),
    enabled: hasProject,
  },
  {
    id: 'meterPoint',
    label: 'Meters before or behind the fader',
    group: 'View',
    keys: ['Alt+P'],
    run: toggleMeterPoint,
    enabled: hasProject,
  },
  {
    id: 'meterKind',
    label: 'Next kind of meter',
    group: 'View',
    keys: ['Alt+K'],
    run: nextMeterKind,
    enabled: hasProject,
  },
]
