import { create } from 'zustand'
import type { Command } from './command.ts'
import { keep, readKeptRecord } from './window-storage.ts'

/** The keys the user chose in the place of a command's own, by command id; an empty list: none. */
interface KeyBindings {
  chosen: Readonly<Record<string, readonly string[]>>
}

const storageKey = 'mixwright.keys'

function kept(): KeyBindings['chosen'] {
  const lists = Object.entries(readKeptRecord(storageKey)).filter(
    (entry): entry is [string, string[]] =>
      Array.isArray(entry[1]) && entry[1].every((key: unknown) => typeof key === 'string'),
  )
  return Object.fromEntries(lists)
}

export const useKeyBindings = create<KeyBindings>(() => ({ chosen: kept() }))

function choose(chosen: KeyBindings['chosen']): void {
  useKeyBindings.setState({ chosen })
  keep(storageKey, chosen)
}

/** The combinations that run a command now, the one that is shown first. */
export function keysOf({ id, keys }: Pick<Command, 'id' | 'keys'>): readonly string[] {
  return useKeyBindings.getState().chosen[id] ?? keys
}

/** Keys that move through the window, and so belong to no command alone. */
const reserved: ReadonlySet<string> = new Set([
  'Tab',
  'Shift+Tab',
  'Enter',
  'Escape',
  'Control',
  'Shift',
  'Alt',
  'Meta',
])

export function canBind(combination: string): boolean {
  return !reserved.has(combination) && !/\+?(Control|Shift|Alt|Meta)$/.test(combination)
}

/**
 * Gives a combination to a command alone; returns the first command that had it, if any. `commands` are all there are; some
 * share a key and take it where the focus is.
 */
export function bindKey(commands: readonly Command[], id: string, combination: string): Command | undefined {
  const losers = commands.filter((command) => command.id !== id && keysOf(command).includes(combination))
  const { chosen } = useKeyBindings.getState()
  const taken = losers.map((loser) => [loser.id, keysOf(loser).filter((key) => key !== combination)] as const)
  choose({ ...chosen, ...Object.fromEntries(taken), [id]: [combination] })
  return losers[0]
}

export function unbindKeys(id: string): void {
  choose({ ...useKeyBindings.getState().chosen, [id]: [] })
}

/** Every command has its own keys again. */
export function resetKeys(): void {
  choose({})
}
