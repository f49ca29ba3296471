import type { Command } from '../app/command.ts'
import { hasProject } from '../app/command.ts'
import type { MonitorSettings, MonitorSide } from '../live/monitor-settings.ts'
import { player, useTransport } from '../live/player.ts'
import { togglePreview } from './preview-actions.ts'
import { nextReference, toggleReference } from './reference-actions.ts'

/** Changes some of the monitor's settings. */
export function setMonitor(change: Partial<MonitorSettings>): void {
  player.setMonitor({ ...useTransport.getState().monitor, ...change })
}

export function toggleMonitor(key: 'dim' | 'mono' | 'swap' | 'small'): void {
  setMonitor({ [key]: !useTransport.getState().monitor[key] })
}

/** Hears one side alone, or both again. */
export function toggleSide(side: Exclude<MonitorSide, 'both'>): void {
  setMonitor({ side: useTransport.getState().monitor.side === side ? 'both' : side })
}

/** What is heard here and is in no bounce. */
export const monitorCommands: readonly Command[] = [
  {
    id: 'reference',
    label: 'Hear the reference or the mix',
    group: 'Transport',
    keys: ['R'],
    run: toggleReference,
    enabled: hasProject,
  },
  {
    id: 'nextReference',
    label: 'Next reference',
    group: 'Transport',
    keys: ['Ctrl+Alt+R'],
    run: nextReference,
    enabled: hasProject,
  },
  {
    id: 'codecPreview',
    label: 'Hear the codec preview or the master',
    group: 'Transport',
    keys: ['Q'],
    run: togglePreview,
    enabled: hasProject,
  },
  {
    id: 'monitorDim',
    label: 'Monitor: dim',
    group: 'Transport',
    keys: ['Shift+V'],
    run: () => toggleMonitor('dim'),
    enabled: hasProject,
  },
  {
    id: 'monitorMono',
    label: 'Monitor: mono',
    group: 'Transport',
    keys: ['V'],
    run: () => toggleMonitor('mono'),
    enabled: hasProject,
  },
  {
    id: 'monitorSmall',
    label: 'Monitor: small speaker',
    group: 'Transport',
    keys: ['Alt+V'],
    run: () => toggleMonitor('small'),
    enabled: hasProject,
  },
  {
    id: 'monitorLeft',
    label: 'Monitor: left alone',
    group: 'Transport',
    keys: [],
    run: () => toggleSide('left'),
    enabled: hasProject,
  },
  {
    id: 'monitorRight',
    label: 'Monitor: right alone',
    group: 'Transport',
    keys: [],
    run: () => toggleSide('right'),
    enabled: hasProject,
  },
  {
    id: 'monitorSwap',
    label: 'Monitor: swap left and right',
    group: 'Transport',
    keys: [],
    run: () => toggleMonitor('swap'),
    enabled: hasProject,
  },
]
