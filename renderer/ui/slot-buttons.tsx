import { type MenuEntry, useContextMenu } from './menu.tsx'

/** What is heard of four that are kept. */
export interface SlotState<S> {
  /** The button whose state is heard, or was before it was changed. */
  readonly active: S | null
  readonly changed: boolean
}

/** Something is compared with what is kept a moment after the last edit, so that it costs nothing while a hand moves. */
export const COMPARE_SLOTS_AFTER_MS = 150

/** Which of the kept ones is heard, rather the last that was pressed; where none is, that one has been changed since. */
export function slotState<S>(kept: readonly S[], isHeard: (slot: S) => boolean, last: S | undefined): SlotState<S> {
  const heard = last !== undefined && kept.includes(last) && isHeard(last) ? last : kept.find(isHeard)
  const active = heard ?? (last !== undefined && kept.includes(last) ? last : null)
  return { active, changed: active !== null && heard === undefined }
}

interface SlotButtonsProps<S extends string> extends SlotState<S> {
  label: string
  /** What lies on a button, such as "Mix" or "Rack". */
  what: string
  slots: readonly S[]
  /** The name of what lies on a button; null: it is empty. */
  nameOf: (slot: S) => string | null
  testId: (slot: S) => string
  onKeep: (slot: S) => void
  onRecall: (slot: S) => void
  menu: (slot: S) => MenuEntry[]
}

/** Buttons that states are kept on: a click recalls one, Shift-click keeps the present one. */
export function SlotButtons<S extends string>({
  label,
  what,
  slots,
  nameOf,
  testId,
  onKeep,
  onRecall,
  menu,
  active,
  changed,
}: SlotButtonsProps<S>) {
  const openMenu = useContextMenu()
  const present = `keeps the present ${what.toLowerCase()}`
  return (
    <div className="slot-buttons" role="group" aria-label={label}>
      {slots.map((slot) => {
        const name = nameOf(slot)
        const isActive = slot === active
        const now = isActive ? (changed ? ', changed since' : ', heard now') : ''
        const tip =
          name === null
            ? `${what} ${slot}: empty. Shift-click ${present} here`
            : `${name}${now}. Click recalls, Shift-click ${present}`
        return (
          <button
            key={slot}
            type="button"
            className="slot-button"
            aria-label={tip}
            aria-pressed={isActive}
            data-tip={tip}
            data-testid={testId(slot)}
            data-kept={name !== null || undefined}
            data-changed={(isActive && changed) || undefined}
            onClick={(event) => (event.shiftKey ? onKeep(slot) : onRecall(slot))}
            onContextMenu={(event) => openMenu(event, `${what} ${slot}`, menu(slot))}
          >
            {slot}
          </button>
        )
      })}
    </div>
  )
}
