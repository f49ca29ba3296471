import { useEffect, useLayoutEffect, useRef, useState } from 'react'

interface Shown {
  text: string
  left: number
  top: number
  above: boolean
}

const delayMs = 450
const edgePx = 8
/** After one tip was read, the next ones come at once. */
const warmMs = 600

function tipElement(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null
}

function place(element: HTMLElement): Shown {
  const box = element.getBoundingClientRect()
  const above = box.bottom + 40 > window.innerHeight
  return {
    text: element.dataset.tip ?? '',
    left: box.left + box.width / 2,
    top: above ? box.top - 6 : box.bottom + 6,
    above,
  }
}

/**
 * The tooltip of every element with a `data-tip`. One for the window instead of one per control, since a session has
 * thousands. While a control is moved it follows the changing text.
 */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const warmUntil = useRef(0)
  const tip = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let element: HTMLElement | null = null
    let timer = 0
    const observer = new MutationObserver(() => {
      if (element) setShown((before) => (before ? place(element!) : before))
    })
    const hide = () => {
      clearTimeout(timer)
      observer.disconnect()
      if (element) warmUntil.current = performance.now() + warmMs
      element = null
      setShown(null)
    }
    const show = (next: HTMLElement, wait: number) => {
      if (next === element) return
      clearTimeout(timer)
      observer.disconnect()
      element = next
      setShown(null)
      observer.observe(next, { attributes: true, attributeFilter: ['data-tip'] })
      timer = window.setTimeout(() => {
        if (next.isConnected && next.dataset.tip) setShown(place(next))
      }, wait)
    }
    const onOver = (event: PointerEvent) => {
      const next = tipElement(event.target)
      if (next) show(next, performance.now() < warmUntil.current ? 0 : delayMs)
      else if (element && event.buttons === 0) hide()
    }
    const onFocus = (event: FocusEvent) => {
      const next = tipElement(event.target)
      if (next?.matches(':focus-visible')) show(next, delayMs)
    }
    const onDown = (event: PointerEvent) => {
      const next = tipElement(event.target)
      // A control that is dragged shows its value all the while; a button has been understood.
      if (next?.dataset.tipLive !== undefined) {
        show(next, 0)
        setShown(place(next))
      } else hide()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    window.addEventListener('pointerover', onOver)
    window.addEventListener('pointerdown', onDown, true)
    window.addEventListener('focusin', onFocus)
    window.addEventListener('focusout', hide)
    window.addEventListener('scroll', hide, true)
    window.addEventListener('keydown', onKey, true)
    return () => {
      hide()
      window.removeEventListener('pointerover', onOver)
      window.removeEventListener('pointerdown', onDown, true)
      window.removeEventListener('focusin', onFocus)
      window.removeEventListener('focusout', hide)
      window.removeEventListener('scroll', hide, true)
      window.removeEventListener('keydown', onKey, true)
    }
  }, [])

  // Long ones near an edge of the window move in.
  useLayoutEffect(() => {
    const node = tip.current
    if (!node || !shown) return
    const half = node.offsetWidth / 2 + edgePx
    node.style.left = `${Math.max(half, Math.min(window.innerWidth - half, shown.left))}px`
  }, [shown])

  if (!shown?.text) return null
  return (
    <div
      ref={tip}
      className={`tooltip${shown.above ? ' tooltip-above' : ''}`}
      style={{ left: shown.left, top: shown.top }}
      aria-hidden
    >
      {shown.text}
    </div>
  )
}
