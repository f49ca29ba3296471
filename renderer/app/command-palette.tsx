import { useState } from 'react'
import { Dialog } from '../ui/dialog.tsx'
import { type Command, commands, isEnabled, shortcutOf } from './commands.ts'
import { setView, useView } from './view-state.ts'

/** The commands whose label holds every typed word, those that begin with the text first. */
export function findCommands(list: readonly Command[], text: string): Command[] {
  const wanted = text.trim().toLowerCase()
  const words = wanted.split(/\s+/)
  const found = list.filter((command) => {
    const label = `${command.label} ${command.group}`.toLowerCase()
    return words.every((word) => label.includes(word))
  })
  const rank = (command: Command) => (command.label.toLowerCase().startsWith(wanted) ? 0 : 1)
  return found.sort((a, b) => rank(a) - rank(b))
}

function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const [index, setIndex] = useState(0)
  const found = findCommands(commands, text).filter(isEnabled)
  const chosen = Math.min(index, found.length - 1)
  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    // After the window has gone, so that a command that opens one is not closed with it.
    requestAnimationFrame(() => command.run())
  }
  return (
    <div className="palette">
      <input
        // biome-ignore lint/a11y/noAutofocus: the window was opened to type.
        autoFocus
        className="text-input"
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[chosen] ? `palette-${found[chosen].id}` : undefined}
        aria-label="Find a command"
        placeholder="What do you want to do?"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setIndex(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setIndex(Math.min(found.length - 1, chosen + 1))
          else if (event.key === 'ArrowUp') setIndex(Math.max(0, chosen - 1))
          else if (event.key === 'Enter') run(found[chosen])
          else return
          event.preventDefault()
        }}
      />
      <div id="palette-list" className="palette-list" role="listbox" aria-label="Commands">
        {found.map((command, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above moves through the list and runs its choice.
          <div
            key={command.id}
            id={`palette-${command.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === chosen}
            className="menu-item"
            data-focused={place === chosen || undefined}
            ref={(node) => {
              if (place === chosen) node?.scrollIntoView({ block: 'nearest' })
            }}
            onClick={() => run(command)}
          >
            <span className="menu-label">{command.label}</span>
            <span className="palette-group">{command.group}</span>
            <kbd className="menu-shortcut">{shortcutOf(command.id) ?? ''}</kbd>
          </div>
        ))}
        {found.length === 0 && <p className="menu-item">No command is called that.</p>}
      </div>
    </div>
  )
}

/** Finds any command by its name. */
export function CommandPalette() {
  const isOpen = useView((view) => view.overlay === 'palette')
  const close = () => setView({ overlay: null })
  return (
    <Dialog title="Find a command" isOpen={isOpen} onClose={close} width={520}>
      <Palette onClose={close} />
    </Dialog>
  )
}
