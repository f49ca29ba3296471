import { X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { notify } from '../document/notices.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { findCommands } from './command-palette.tsx'
import { type Command, type CommandGroup, commands } from './commands.ts'
import { bindKey, canBind, keysOf, resetKeys, unbindKeys, useKeyBindings } from './key-bindings.ts'
import { combinationOf, keyText } from './key-combination.ts'
import { setView, useView } from './view-state.ts'

const groups: readonly CommandGroup[] = [
  'Transport',
  'Timeline',
  'Edit',
  'Clips',
  'Tracks',
  'Mix',
  'Automation',
  'Album',
  'View',
  'Project',
]
const mouse: readonly [string, string][] = [
  ['Wheel', 'Scroll'],
  ['Shift wheel', 'Scroll sideways'],
  ['Ctrl wheel', 'Zoom at the pointer'],
  ['Alt wheel', 'Taller or lower lanes'],
  ['Ctrl Alt wheel', 'Taller or lower waveforms'],
  ['Alt drag', 'Duplicate a clip'],
  ['Ctrl drag', 'Slip the audio under a clip'],
  ['Drag a lower right corner', 'Repeat a clip'],
  ['Shift while dragging', 'No snap; fine on faders and knobs'],
  ['Double click a clip', 'Split there'],
  ['Double click a control', 'Back to its default'],
  ['Ctrl or Alt drag a fader', 'Move it without those linked to it'],
  ['Ctrl click a solo', 'Solo this alone'],
  ['Shift click a solo', 'Solo-safe'],
  ['Alt click an insert', 'Bypass it'],
  ['Drag an insert', 'Move it, also to another strip; with Alt a copy'],
  ['Alt ← → on an insert', 'To the strip beside; with Shift a copy'],
  ['Shift click A, B, C, D', 'Keep the present mix there'],
  ['Drag in the ruler', 'Loop range'],
  ['Double click in a lane', 'Add a point'],
  ['Click the curve', 'Add a point on it'],
  ['Drag the curve', 'Bend it'],
  ['Drag over a lane', 'Select a stretch of it'],
  ['Double click a marker', 'Rename it'],
  ['Double click the tempo row', 'Add a tempo'],
  ['Drag a track of the album', 'Wait, overlap, or change places'],
  ['Alt ← → on a track of the album', 'Change places'],
  ['Ctrl ← → on a track of the album', 'Begin 0.1 s earlier or later; with Shift one frame'],
]

/** One command with its keys: Enter or a click waits for other ones, Delete takes them away. */
function KeyRow({
  command,
  waiting,
  onWait,
}: {
  command: Command
  waiting: boolean
  onWait: (id: string | null) => void
}) {
  const keys = keysOf(command)
  const onKey = (event: KeyboardEvent) => {
    if (!waiting) {
      if (event.key === 'Delete' || event.key === 'Backspace') {
        event.preventDefault()
        unbindKeys(command.id)
      }
      return
    }
    const combination = combinationOf(event)
    if (event.key === 'Escape') {
      event.stopPropagation()
      onWait(null)
      return
    }
    if (!canBind(combination)) return
    event.preventDefault()
    event.stopPropagation()
    const loser = bindKey(commands, command.id, combination)
    if (loser)
      notify('info', `${keyText(combination)} ran “${loser.label}” until now.`, 'Give that one another key here.')
    onWait(null)
  }
  return (
    <div className="shortcut">
      <dt>{command.label}</dt>
      <dd>
        <button
          type="button"
          className="shortcut-keys"
          data-testid={`keys-${command.id}`}
          aria-label={`Keys of ${command.label}: ${waiting ? 'press them now' : keys.map(keyText).join(' or ') || 'none'}`}
          data-tip="Click to press other keys; Delete takes them away"
          onClick={() => onWait(waiting ? null : command.id)}
          onKeyDown={onKey}
          onBlur={() => waiting && onWait(null)}
        >
          {waiting ? <em>press keys…</em> : keys[0] ? <kbd>{keyText(keys[0])}</kbd> : <span>—</span>}
        </button>
      </dd>
    </div>
  )
}

/** Every command with its keys, which can be chosen anew, and every mouse gesture. */
export function ShortcutsSheet() {
  const isOpen = useView((view) => view.overlay === 'shortcuts')
  const chosen = useKeyBindings((state) => state.chosen)
  const [waitingId, setWaitingId] = useState<string | null>(null)
  const [text, setText] = useState('')
  const found = new Set(findCommands(commands, text))
  return (
    <Dialog title="Shortcuts" isOpen={isOpen} onClose={() => setView({ overlay: null })} width={980}>
      <div className="shortcuts-head">
        <input
          className="text-input"
          aria-label="Find a shortcut"
          placeholder="Find a shortcut"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {text !== '' && <IconButton icon={X} label="Show all" onClick={() => setText('')} />}
        <Button disabled={Object.keys(chosen).length === 0} onClick={resetKeys}>
          Mixwright's own keys
        </Button>
      </div>
      <div className="shortcuts">
        {groups.map((group) => {
          const rows = commands.filter((command) => command.group === group && found.has(command))
          return (
            rows.length > 0 && (
              <section key={group}>
                <h3>{group}</h3>
                <dl>
                  {rows.map((command) => (
                    <KeyRow
                      key={command.id}
                      command={command}
                      waiting={waitingId === command.id}
                      onWait={setWaitingId}
                    />
                  ))}
                </dl>
              </section>
            )
          )
        })}
        {text === '' && (
          <section>
            <h3>Mouse</h3>
            <dl>
              {mouse.map(([gesture, effect]) => (
                <div key={gesture} className="shortcut">
                  <dt>{effect}</dt>
                  <dd>
                    <kbd>{gesture}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
      </div>
    </Dialog>
  )
}
