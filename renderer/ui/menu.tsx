import { ChevronRight, type LucideIcon } from 'lucide-react'
import {
  createContext,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator, SubmenuTrigger } from 'react-aria-components'

/** What a line of a menu does. */
export interface MenuAction {
  id: string
  label: string
  icon?: LucideIcon
  shortcut?: string
  disabled?: boolean
  /** Shows a tick or leaves room for one. */
  checked?: boolean
  danger?: boolean
  run: () => void
}

/** One line of a menu, or a line between lines. */
export type MenuEntry =
  | MenuAction
  /** A line that opens a menu of its own. */
  | { id: string; label: string; entries: readonly MenuEntry[] }
  | 'separator'

interface MenuListProps {
  label: string
  entries: readonly MenuEntry[]
  /** Where no button opened the menu, and so none closes it: a line of it was chosen. */
  onClose?: () => void
}

function MenuList({ label, entries, onClose }: MenuListProps) {
  let separators = 0
  return (
    <Menu className="menu" aria-label={label} {...(onClose ? { onClose } : {})}>
      {entries.map((entry) =>
        entry === 'separator' ? (
          <Separator key={`separator-${separators++}`} className="menu-separator" />
        ) : 'entries' in entry ? (
          <SubmenuTrigger key={entry.id}>
            <MenuItem id={entry.id} className="menu-item" textValue={entry.label}>
              <span className="menu-icon" aria-hidden />
              <span className="menu-label">{entry.label}</span>
              <ChevronRight size={12} aria-hidden />
            </MenuItem>
            <Popover className="popover">
              <MenuList label={entry.label} entries={entry.entries} {...(onClose ? { onClose } : {})} />
            </Popover>
          </SubmenuTrigger>
        ) : (
          <MenuItem
            key={entry.id}
            id={entry.id}
            className={`menu-item${entry.danger ? ' menu-danger' : ''}`}
            textValue={entry.label}
            isDisabled={entry.disabled ?? false}
            onAction={entry.run}
            {...(entry.checked ? { 'aria-label': `${entry.label}, chosen` } : {})}
          >
            <span className="menu-icon" aria-hidden>
              {entry.icon ? <entry.icon size={14} aria-hidden /> : entry.checked ? '✓' : null}
            </span>
            <span className="menu-label">{entry.label}</span>
            {entry.shortcut && <kbd className="menu-shortcut">{entry.shortcut}</kbd>}
          </MenuItem>
        ),
      )}
    </Menu>
  )
}

interface MenuButtonProps {
  /** What is on the button. */
  children: ReactNode
  label: string
  tip?: string
  /** Read when the menu opens. */
  entries: () => readonly MenuEntry[]
  className?: string
  testId?: string
  disabled?: boolean
}

/** A button that opens a menu. */
export function MenuButton({
  children,
  label,
  tip,
  entries,
  className = '',
  testId,
  disabled = false,
}: MenuButtonProps) {
  return (
    <MenuTrigger>
      <Button
        className={`button ${className}`}
        aria-label={label}
        data-tip={tip ?? label}
        data-testid={testId}
        isDisabled={disabled}
      >
        {children}
      </Button>
      <Popover className="popover" placement="bottom start" offset={4}>
        <LateMenu label={label} entries={entries} />
      </Popover>
    </MenuTrigger>
  )
}

interface MenuOpenerProps extends Omit<MenuButtonProps, 'disabled'> {
  onKeyDown?: (event: KeyboardEvent<HTMLButtonElement>) => void
}

/** As MenuButton, but light: it has no menu of its own and opens the one of the window below itself. */
export function MenuOpener({ children, label, tip, entries, className = '', testId, onKeyDown }: MenuOpenerProps) {
  const openMenu = useContextMenu()
  return (
    <button
      type="button"
      className={`button ${className}`}
      aria-haspopup="menu"
      aria-label={label}
      data-tip={tip ?? label}
      data-testid={testId}
      onKeyDown={onKeyDown}
      onClick={(event) => openMenu(below(event), label, entries())}
    >
      {children}
    </button>
  )
}

/** An event as if the pointer were at the lower left corner of its element. */
function below(event: MouseEvent): Parameters<OpenContextMenu>[0] {
  const { currentTarget } = event
  const { left, bottom } = currentTarget.getBoundingClientRect()
  return {
    clientX: left,
    clientY: bottom + 4,
    currentTarget,
    preventDefault: () => event.preventDefault(),
    stopPropagation: () => event.stopPropagation(),
  }
}

/** Reads its entries when it is mounted, which is when the popover opens. */
function LateMenu({ label, entries }: { label: string; entries: () => readonly MenuEntry[] }) {
  const [list] = useState(entries)
  return <MenuList label={label} entries={list} />
}

interface Opened {
  x: number
  y: number
  label: string
  entries: readonly MenuEntry[]
}

type OpenContextMenu = (
  at: Pick<MouseEvent, 'clientX' | 'clientY' | 'preventDefault' | 'stopPropagation' | 'currentTarget'>,
  label: string,
  entries: readonly MenuEntry[],
) => void

const ContextMenuContext = createContext<OpenContextMenu>(() => {})

/** Opens the one context menu of the window at the pointer, or at the element when the keyboard asked for it. */
export function useContextMenu(): OpenContextMenu {
  return useContext(ContextMenuContext)
}

export function ContextMenuProvider({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const anchor = useRef<HTMLDivElement>(null)
  const returnTo = useRef<HTMLElement | null>(null)
  const open = useMemo<OpenContextMenu>(
    () => (at, label, entries) => {
      at.preventDefault()
      at.stopPropagation()
      const box = (at.currentTarget as Element).getBoundingClientRect()
      const fromKeyboard = at.clientX === 0 && at.clientY === 0
      returnTo.current = document.activeElement as HTMLElement | null
      setOpened({
        x: fromKeyboard ? box.left + 8 : at.clientX,
        y: fromKeyboard ? box.top + 8 : at.clientY,
        label,
        entries,
      })
    },
    [],
  )
  const close = () => {
    setOpened(null)
    // A renamed or removed element takes the focus elsewhere by itself.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) returnTo.current?.focus({ preventScroll: true })
    })
  }
  return (
    <ContextMenuContext value={open}>
      {children}
      <div
        ref={anchor}
        style={{
          position: 'fixed',
          left: opened?.x ?? 0,
          top: opened?.y ?? 0,
          width: 1,
          height: 1,
          pointerEvents: 'none',
        }}
      />
      {opened && (
        <Popover
          key={`${opened.x} ${opened.y}`}
          aria-label={opened.label}
          className="popover"
          triggerRef={anchor}
          isOpen
          placement="bottom start"
          offset={0}
          onOpenChange={(isOpen) => {
            if (!isOpen) close()
          }}
        >
          <MenuList label={opened.label} entries={opened.entries} onClose={close} />
        </Popover>
      )}
    </ContextMenuContext>
  )
}
