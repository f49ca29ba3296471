import { monitorCommands } from '../monitor/monitor-commands.ts'
import { albumPageCommands } from './album-page-commands.ts'
import { albumRenderCommands } from './album-render-commands.ts'
import { automationCommands } from './automation-commands.ts'
import { clipCommands } from './clip-commands.ts'
import type { Command } from './command.ts'
import { consoleCommands } from './console-commands.ts'
import { deviceCommands } from './device-commands.ts'
import { importCommands } from './import-commands.ts'
import { keysOf } from './key-bindings.ts'
import { keyText } from './key-combination.ts'
import { meterCommands } from './meter-commands.ts'
import { rackCommands } from './rack-commands.ts'
import { snapshotCommands } from './snapshot-commands.ts'
import { timelineCommands } from './timeline-commands.ts'
import { trackCommands } from './track-commands.ts'
import { transportCommands } from './transport-commands.ts'
import { viewCommands } from './view-commands.ts'

export type { Command, CommandGroup } from './command.ts'

/** Everything that can be asked for by key, menu or palette. */
export const commands: readonly Command[] = [
  ...transportCommands,
  // Before the clips': a lane that has the focus takes the keys they share.
  ...automationCommands,
  ...timelineCommands,
  ...clipCommands,
  ...trackCommands,
  ...deviceCommands,
  ...consoleCommands,
  ...snapshotCommands,
  ...rackCommands,
  ...meterCommands,
  ...monitorCommands,
  ...importCommands,
  ...albumPageCommands,
  ...viewCommands,
  ...albumRenderCommands,
]

const byId = new Map(commands.map((command) => [command.id, command]))

export function command(id: string): Command {
  const found = byId.get(id)
  if (!found) throw new Error(`There is no command "${id}".`)
  return found
}

export function isEnabled(candidate: Command): boolean {
  return candidate.enabled?.() ?? true
}

export function shortcutOf(id: string): string | undefined {
  const combination = keysOf(command(id))[0]
  return combination === undefined ? undefined : keyText(combination)
}

/** The command that a key means now: of several the first that can be done. */
export function commandFor(combination: string): Command | undefined {
  return commands.find((candidate) => keysOf(candidate).includes(combination) && isEnabled(candidate))
}
