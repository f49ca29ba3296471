import type { AutomationTarget, Id } from '../../shared/model/document.ts'
import { useDocument } from '../document/hooks.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import type { Followed } from '../ui/use-followed.ts'
import { automationMenu } from './automate.ts'
import { playedValue } from './automation-hands.ts'
import { laneFor } from './lanes.ts'

/** What a control needs to show its value's automation and to offer it in its menu. */
export function useAutomated(
  ownerId: Id,
  target: AutomationTarget,
): { followed: Followed | undefined; menu: () => readonly MenuEntry[] } {
  const mode = useDocument((document) => laneFor(document, ownerId, target)?.mode, undefined)
  return {
    followed: mode === undefined ? undefined : { mode, read: () => playedValue(ownerId, target) },
    menu: () => automationMenu(ownerId, target),
  }
}
