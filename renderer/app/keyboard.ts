import { commandFor, isEnabled } from './commands.ts'
import { combinationOf } from './key-combination.ts'

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type)
}

/** Open menus, lists and dialogs keep their keys to themselves. */
function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=menu],[role=listbox],[role=dialog],.modal') !== null
}

/**
 * Keys go to a text field first, then to the focused control, then to the commands. Space is the exception: outside text
 * it always plays or stops, so that it never presses the button that was clicked last; Enter does.
 */
export function listenForKeys(): () => void {
  const run = (event: KeyboardEvent) => {
    const found = commandFor(combinationOf(event))
    if (!found || !isEnabled(found)) return
    event.preventDefault()
    event.stopPropagation()
    found.run()
  }
  const early = (event: KeyboardEvent) => {
    if (event.code !== 'Space' || isTextField(event.target) || isInOverlay(event.target)) return
    event.preventDefault()
    event.stopPropagation()
    if (event.type === 'keydown' && !event.repeat) run(event)
  }
  const late = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTextField(event.target) || isInOverlay(event.target)) return
    run(event)
  }
  window.addEventListener('keydown', early, true)
  window.addEventListener('keyup', early, true)
  window.addEventListener('keydown', late)
  return () => {
    window.removeEventListener('keydown', early, true)
    window.removeEventListener('keyup', early, true)
    window.removeEventListener('keydown', late)
  }
}
