import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'
import { clamp, type ValueScale } from './value-scale.ts'

/** The keys that are held beside the hand. */
export interface HandKeys {
  /** Ctrl or Alt: what is linked with the control does not go along. */
  readonly alone: boolean
}

/** What a control tells its owner: values while it is moved, then one value that counts, or that none does. */
export interface ValueEvents {
  /** The hand takes hold of the control at its present value. */
  onTake?(value: number, keys?: HandKeys): void
  onPreview(value: number, keys?: HandKeys): void
  onCommit(value: number, keys?: HandKeys): void
  onRevert(): void
  /** The hand lets go without having moved it. */
  onLetGo?(): void
}

export interface ValueGestureOptions extends ValueEvents {
  value: number
  scale: ValueScale
  /** What a double click goes back to. */
  defaultValue: number
  axis: 'vertical' | 'horizontal'
  /** Pixels of pointer movement for the whole travel. */
  travelPx: () => number
  onTypeValue?: () => void
  /** What it shows in the place of `value` while something else moves it; null: nothing does. */
  valueNow?: () => number | null
  disabled?: boolean
}

/** Wheel notches and keys that follow each other so closely are one change, and one undo. */
const settleMs = 500

const noKeys: HandKeys = { alone: false }

function keysOf(event: { ctrlKey: boolean; metaKey: boolean; altKey: boolean }): HandKeys {
  return { alone: event.ctrlKey || event.metaKey || event.altKey }
}

/** How near a drag comes to the detent before it holds on to it. */
const detentPx = 3

interface Drag {
  pointerId: number
  x: number
  y: number
  position: number
  moved: boolean
}

/**
 * Drag (Shift is fine, Ctrl or Alt alone), wheel, arrow keys and double click on a control's element. The wheel listener is bound to the
 * element itself, since React's is passive.
 */
export function useValueGesture(element: RefObject<HTMLElement | null>, options: ValueGestureOptions) {
  const latest = useRef(options)
  latest.current = options
  const drag = useRef<Drag | null>(null)
  const shown = useRef<number | null>(null)
  const keys = useRef(noKeys)
  const timer = useRef(0)
  const [active, setActive] = useState(false)

  function start(): number {
    return latest.current.valueNow?.() ?? latest.current.value
  }

  function valueAt(position: number, fine: boolean): number {
    const { scale, travelPx } = latest.current
    const near =
      scale.detent !== undefined && Math.abs(scale.toPosition(scale.detent) - position) * travelPx() <= detentPx
    return near && !fine ? scale.detent! : scale.toValue(position)
  }

  function preview(value: number): void {
    shown.current = value
    latest.current.onPreview(value, keys.current)
  }

  function settle(): void {
    clearTimeout(timer.current)
    timer.current = 0
    const value = shown.current
    shown.current = null
    setActive(false)
    if (value !== null) latest.current.onCommit(value, keys.current)
  }

  function nudge(steps: number, fine: boolean): void {
    jump(latest.current.scale.step(shown.current ?? start(), steps, fine))
  }

  /** Goes to a value at once, in one change with the keys before and after it. */
  function jump(value: number): void {
    setActive(true)
    preview(value)
    clearTimeout(timer.current)
    timer.current = window.setTimeout(settle, settleMs)
  }

  function revert(): void {
    clearTimeout(timer.current)
    timer.current = 0
    drag.current = null
    shown.current = null
    setActive(false)
    latest.current.onRevert()
  }

  const handlers = useRef({ nudge, settle })
  handlers.current = { nudge, settle }

  useEffect(() => {
    const node = element.current
    if (!node) return
    const onWheel = (event: WheelEvent) => {
      if (latest.current.disabled || event.ctrlKey || event.deltaY === 0) return
      event.preventDefault()
      event.stopPropagation()
      keys.current = keysOf(event)
      handlers.current.nudge(event.deltaY < 0 ? 1 : -1, event.shiftKey)
    }
    node.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      node.removeEventListener('wheel', onWheel)
      if (timer.current !== 0) handlers.current.settle()
    }
  }, [element])

  return {
    /** True while the control is being moved. */
    active,
    /** The value in the hand; null while no hand moves the control. */
    inHand: () => shown.current,
    props: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0 || options.disabled) return
        if (timer.current !== 0) settle()
        event.currentTarget.setPointerCapture(event.pointerId)
        event.currentTarget.focus({ preventScroll: true })
        const { scale } = options
        const value = start()
        keys.current = keysOf(event)
        options.onTake?.(value, keys.current)
        drag.current = {
          pointerId: event.pointerId,
          x: event.clientX,
          y: event.clientY,
          position: scale.toPosition(value),
          moved: false,
        }
        event.preventDefault()
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const hand = drag.current
        if (!hand || event.pointerId !== hand.pointerId) return
        const pixels = options.axis === 'vertical' ? hand.y - event.clientY : event.clientX - hand.x
        if (!hand.moved && Math.abs(pixels) < 2) return
        hand.moved = true
        hand.x = event.clientX
        hand.y = event.clientY
        hand.position = clamp(hand.position + (pixels / options.travelPx()) * (event.shiftKey ? 0.1 : 1), 0, 1)
        keys.current = keysOf(event)
        setActive(true)
        preview(valueAt(hand.position, event.shiftKey))
      },
      onPointerUp(event: PointerEvent<HTMLElement>) {
        const hand = drag.current
        if (!hand || event.pointerId !== hand.pointerId) return
        drag.current = null
        if (hand.moved) settle()
        else options.onLetGo?.()
      },
      onPointerCancel() {
        if (drag.current) revert()
      },
      onDoubleClick(event: MouseEvent<HTMLElement>) {
        if (options.disabled) return
        shown.current = null
        options.onCommit(options.defaultValue, keysOf(event))
      },
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        if (options.disabled || event.ctrlKey || event.metaKey) return
        const steps: Record<string, number> = {
          ArrowUp: 1,
          ArrowRight: 1,
          ArrowDown: -1,
          ArrowLeft: -1,
          PageUp: 10,
          PageDown: -10,
        }
        const count = steps[event.key]
        if (count !== undefined) {
          keys.current = keysOf(event)
          nudge(count, event.shiftKey)
        } else if (event.altKey) return
        else if (event.key === 'Home' || event.key === 'End')
          jump(event.key === 'Home' ? options.scale.min : options.scale.max)
        else if (event.key === 'Enter' && options.onTypeValue) options.onTypeValue()
        else if (event.key === 'Escape' && (drag.current || timer.current !== 0)) revert()
        else return
        event.preventDefault()
        event.stopPropagation()
      },
    },
  }
}
