import { Dialog } from '../ui/dialog.tsx'
import { type CommandGroup, commands } from './commands.ts'
import { keyText } from './key-combination.ts'
import { setView, useView } from './view-state.ts'

const groups: readonly CommandGroup[] = ['Transport', 'Timeline', 'Edit', 'Clips', 'Tracks', 'View', 'Project']
const mouse: readonly [string, string][] = [
  ['Wheel', 'Scroll'],
  ['Shift wheel', 'Scroll sideways'],
  ['Ctrl wheel', 'Zoom at the pointer'],
  ['Alt wheel', 'Taller or lower lanes'],
  ['Alt drag', 'Duplicate a clip'],
  ['Shift while dragging', 'No snap; fine on faders and knobs'],
  ['Double click a clip', 'Split there'],
  ['Double click a control', 'Back to its default'],
  ['Drag in the ruler', 'Loop range'],
  ['Double click a marker', 'Rename it'],
  ['Double click the tempo row', 'Add a tempo'],
]

/** Every key and every mouse gesture. */
export function ShortcutsSheet() {
  const isOpen = useView((view) => view.overlay === 'shortcuts')
  return (
    <Dialog title="Shortcuts" isOpen={isOpen} onClose={() => setView({ overlay: null })} width={980}>
      <div className="shortcuts">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group && command.keys.length > 0)
                .map((command) => (
                  <div key={command.id} className="shortcut">
                    <dt>{command.label}</dt>
                    <dd>
                      <kbd>{keyText(command.keys[0]!)}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
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
      </div>
    </Dialog>
  )
}
