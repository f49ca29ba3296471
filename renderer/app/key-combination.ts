/** Key combinations as the commands name them: `Ctrl+Shift+Z`, `Space`, `?`. Ctrl is Command on a Mac. */

const keyNames: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  '-': '−',
}

/** A key combination as it is written for people: "Ctrl Shift Z". */
export function keyText(combination: string): string {
  return splitKeys(combination)
    .map((key) => keyNames[key] ?? key)
    .join(' ')
}

/** The parts of a combination; "+" itself may be the last. */
function splitKeys(combination: string): string[] {
  if (combination.endsWith('++')) return [...combination.slice(0, -2).split('+').filter(Boolean), '+']
  return combination === '+' ? ['+'] : combination.split('+')
}

/** The combination that a key event makes, written as in the registry. */
export function combinationOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const named = event.code === 'Space' ? 'Space' : event.key
  const isLetter = /^[a-z]$/i.test(named)
  const key = isLetter ? named.toUpperCase() : named
  const parts: string[] = []
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl')
  if (event.altKey) parts.push('Alt')
  // Shift is part of how "?" and "+" are typed; it counts for letters and named keys only.
  if (event.shiftKey && (isLetter || key.length > 1)) parts.push('Shift')
  return [...parts, key].join('+')
}
