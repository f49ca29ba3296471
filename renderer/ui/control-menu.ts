import type { MenuEntry } from './menu.tsx'
import type { ValueScale } from './value-scale.ts'

/** What every control offers in its context menu. */
export function controlMenu(
  scale: ValueScale,
  defaultValue: number,
  typeValue: () => void,
  commit: (value: number) => void,
  more: readonly MenuEntry[] = [],
): MenuEntry[] {
  return [
    { id: 'type', label: 'Type a value…', shortcut: 'Enter', run: typeValue },
    { id: 'reset', label: `Reset to ${scale.format(defaultValue)}`, run: () => commit(defaultValue) },
    ...more,
  ]
}
