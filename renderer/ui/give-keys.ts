/**
 * Gives the keys to what a selector finds: at once, so that the next key is its own already, and behind the next paint where it was not
 * there yet or lost them by moving in the page. Then nothing is taken from what has got them meanwhile. With `preventScroll` its
 * place in the page stays; something else brings it into sight.
 */
export function giveKeys(selector: string, options: FocusOptions = {}): void {
  const give = () => document.querySelector<HTMLElement>(selector)?.focus(options)
  const before = document.activeElement
  give()
  requestAnimationFrame(() => {
    const now = document.activeElement
    if (now === before || now === document.body) give()
  })
}
