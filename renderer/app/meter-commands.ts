import { setAnalysis, useAnalysis } from '../analysis/analysis-view.ts'
import { player } from '../live/player.ts'
import { type Command, hasProject } from './command.ts'
import { nextMeterKind, toggleMeterPoint } from './meter-view.ts'
import { setView, useView } from './view-state.ts'

/** Shows the analysis where it can be seen, or hides it. */
function toggleAnalysis(): void {
  const { page } = useView.getState()
  const canBeSeen = page === 'mix' || page === 'master'
  setAnalysis({ open: !(canBeSeen && useAnalysis.getState().open) })
  if (!canBeSeen) setView({ page: 'mix' })
}

/** What meters and analysis show. */
export const meterCommands: readonly Command[] = [
  {
    id: 'analysis',
    label: 'Show or hide the analysis',
    group: 'View',
    keys: ['Y'],
    run: toggleAnalysis,
    enabled: hasProject,
  },
  {
    id: 'clearClips',
    label: 'Put out all clip lamps',
    group: 'View',
    keys: ['Shift+K'],
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
