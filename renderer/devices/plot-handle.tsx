import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Device } from '../../shared/model/document.ts'
import { automationMenu } from '../automation/automate.ts'
import { letDeviceGo, moveAutomated } from '../automation/automation-hands.ts'
import { documentStore, type Gesture } from '../document/document-store.ts'
import { player } from '../live/player.ts'
import { type MenuEntry, useContextMenu } from '../ui/menu.tsx'
import { ValueEntry } from '../ui/value-entry.tsx'
import { clamp } from '../ui/value-scale.ts'
import { setParams } from './device-actions.ts'
import { paramOf } from './device-param.ts'
import { type HandleAxis, shortened, specOf, written } from './handle-axis.ts'
import { paramScale } from './param-scale.ts'

interface PlotHandleProps {
  device: Device
  /** Its name, such as "Band 3" or "Threshold". */
  name: string
  /** What a drag sideways moves; a number: it stands there. */
  x: HandleAxis | number
  /** What a drag up and down moves. */
  y: HandleAxis | number
  /** What the wheel and Page Up and Down move. */
  wheelParamId?: string
  /** What else a drag sets, such as that the band is on. */
  also?: Readonly<Record<string, number>>
  /** Its shape: a point, or a line over the whole height or width. */
  shape?: 'point' | 'column' | 'row'
  colour?: string
  children?: ReactNode
  className?: string
  testId?: string
  pressed?: boolean
  faded?: boolean
  /** Its values in words; those of its parameters unless said. */
  description?: string
  onSelect?: () => void
  /** Keys of its own; true for a key that was taken. */
  onKey?: (key: string) => boolean
  /** What a double click does; its parameters go back to their defaults unless said. */
  onReset?: () => void
  menu?: () => readonly MenuEntry[]
}

/** Wheel notches that follow each other so closely are one change, and one undo. */
const SETTLE_MS = 400
const FINE = 0.1

/**
 * A place of a plot that a hand takes: drag (Shift is fine), wheel, arrow keys, Enter to type, double click for the
 * defaults, and a context menu. It moves one or two of a device's parameters as one edit.
 */
export function PlotHandle(props: PlotHandleProps) {
  const { device, name, x, y, wheelParamId, also, shape = 'point', colour, children, className = '', testId } = props
  const button = useRef<HTMLButtonElement>(null)
  const drag = useRef<{
    gesture: Gesture
    placeX: number
    placeY: number
    fromX: number
    fromY: number
    moved: boolean
  } | null>(null)
  const wheel = useRef<{ gesture: Gesture; value: number; timer: number } | null>(null)
  const [typing, setTyping] = useState<string | null>(null)
  const openMenu = useContextMenu()
  const latest = useRef(props)
  latest.current = props

  const axes = [x, y].filter((axis): axis is HandleAxis => typeof axis !== 'number')
  const ids = [...axes.map(({ paramId }) => paramId), ...(wheelParamId ? [wheelParamId] : [])]
  const description =
    props.description ??
    `${name}: ${ids.map((id) => `${shortened(specOf(device, id).name, name)} ${written(device, id)}`).join(', ')}`
  const placeOf = (axis: HandleAxis | number) =>
    typeof axis === 'number' ? axis : axis.place(paramOf(device, axis.paramId))

  const edit = (params: Record<string, number>) => {
    const { ownerId, id } = latest.current.device
    return { type: 'setDeviceParams', ownerId, deviceId: id, params } as const
  }
  const show = (gesture: Gesture, params: Record<string, number>) => {
    // Drawn where the hand is, also what goes on a lane and not into the device.
    gesture.preview(edit(params))
    const heard = moveAutomated(latest.current.device, params)
    for (const [paramId, value] of Object.entries(heard)) player.previewDevice(latest.current.device.id, paramId, value)
  }
  const finish = (gesture: Gesture, params: Record<string, number> | null) => {
    const kept = params ? moveAutomated(latest.current.device, params) : {}
    if (Object.keys(kept).length > 0) void gesture.commit(edit(kept))
    else gesture.revert()
    letDeviceGo(latest.current.device, params !== null)
  }
  const bounded = (paramId: string, value: number) => {
    const { min, max } = specOf(latest.current.device, paramId)
    return clamp(Number(value.toPrecision(7)), min, max)
  }
  const dragged = (hand: { placeX: number; placeY: number }): Record<string, number> => ({
    ...also,
    ...(typeof x !== 'number' && { [x.paramId]: bounded(x.paramId, x.value(clamp(hand.placeX, 0, 1))) }),
    ...(typeof y !== 'number' && { [y.paramId]: bounded(y.paramId, y.value(clamp(hand.placeY, 0, 1))) }),
  })

  const settleWheel = useRef(() => {})
  settleWheel.current = () => {
    const hand = wheel.current
    wheel.current = null
    if (!hand) return
    clearTimeout(hand.timer)
    finish(hand.gesture, { [latest.current.wheelParamId!]: hand.value })
  }
  const turn = useRef((_steps: number, _fine: boolean) => {})
  turn.current = (steps, fine) => {
    const paramId = latest.current.wheelParamId
    if (paramId === undefined || drag.current) return
    const scale = paramScale(specOf(latest.current.device, paramId))
    wheel.current ??= {
      gesture: documentStore.begin(),
      value: paramOf(latest.current.device, paramId),
      timer: 0,
    }
    const hand = wheel.current
    hand.value = bounded(paramId, scale.step(hand.value, steps, fine))
    show(hand.gesture, { [paramId]: hand.value })
    clearTimeout(hand.timer)
    hand.timer = window.setTimeout(() => settleWheel.current(), SETTLE_MS)
  }

  useEffect(() => {
    const node = button.current
    if (!node) return
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0 || latest.current.wheelParamId === undefined) return
      event.preventDefault()
      event.stopPropagation()
      turn.current(event.deltaY < 0 ? 2 : -2, event.shiftKey)
    }
    node.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      node.removeEventListener('wheel', onWheel)
      settleWheel.current()
    }
  }, [])

  const nudge = (axis: HandleAxis | number, steps: number, fine: boolean): boolean => {
    if (typeof axis === 'number') return false
    const scale = paramScale(specOf(device, axis.paramId))
    setParams(device, { ...also, [axis.paramId]: scale.step(paramOf(device, axis.paramId), steps, fine) })
    return true
  }
  const reset =
    props.onReset ?? (() => setParams(device, Object.fromEntries(ids.map((id) => [id, specOf(device, id).default]))))
  const onKey = (key: string, fine: boolean): boolean => {
    if (props.onKey?.(key)) return true
    // Up is more, also where the plot's values grow downwards.
    const up =
      typeof y !== 'number' && y.place(specOf(device, y.paramId).max) > y.place(specOf(device, y.paramId).min) ? -1 : 1
    const lone = typeof x === 'number' ? y : typeof y === 'number' ? x : null
    switch (key) {
      case 'ArrowLeft':
        return nudge(typeof x === 'number' ? y : x, -1, fine)
      case 'ArrowRight':
        return nudge(typeof x === 'number' ? y : x, 1, fine)
      case 'ArrowUp':
        return nudge(typeof y === 'number' ? x : y, typeof y === 'number' ? 1 : up, fine)
      case 'ArrowDown':
        return nudge(typeof y === 'number' ? x : y, typeof y === 'number' ? -1 : -up, fine)
      case 'PageUp':
      case 'PageDown': {
        const steps = key === 'PageUp' ? 1 : -1
        if (wheelParamId !== undefined) turn.current(2 * steps, fine)
        else return lone !== null && nudge(lone, 10 * steps, fine)
        return true
      }
      case 'Home':
      case 'Delete':
        reset()
        return true
      case 'Enter':
        setTyping(ids[0] ?? null)
        return ids.length > 0
      default:
        return false
    }
  }

  const style: CSSProperties = {
    ...(shape !== 'row' && { left: `${placeOf(x) * 100}%` }),
    ...(shape !== 'column' && { top: `${placeOf(y) * 100}%` }),
    ...(colour && { ['--handle' as string]: colour }),
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`plot-handle plot-handle-${shape} ${className}`}
        data-faded={props.faded || undefined}
        data-selected={props.pressed || undefined}
        data-testid={testId}
        data-tip={description}
        data-tip-live=""
        aria-label={description}
        {...(props.pressed !== undefined && { 'aria-pressed': props.pressed })}
        style={style}
        onFocus={props.onSelect}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          settleWheel.current()
          props.onSelect?.()
          event.currentTarget.setPointerCapture(event.pointerId)
          event.currentTarget.focus({ preventScroll: true })
          event.preventDefault()
          drag.current = {
            gesture: documentStore.begin(),
            placeX: placeOf(x),
            placeY: placeOf(y),
            fromX: event.clientX,
            fromY: event.clientY,
            moved: false,
          }
        }}
        onPointerMove={(event) => {
          const hand = drag.current
          const frame = button.current?.parentElement
          if (!hand || !frame) return
          const [byX, byY] = [event.clientX - hand.fromX, event.clientY - hand.fromY]
          if (!hand.moved && Math.hypot(byX, byY) < 2) return
          const speed = event.shiftKey ? FINE : 1
          hand.moved = true
          hand.placeX += (byX / frame.clientWidth) * speed
          hand.placeY += (byY / frame.clientHeight) * speed
          hand.fromX = event.clientX
          hand.fromY = event.clientY
          show(hand.gesture, dragged(hand))
        }}
        onPointerUp={() => {
          const hand = drag.current
          drag.current = null
          if (hand) finish(hand.gesture, hand.moved ? dragged(hand) : null)
        }}
        onPointerCancel={() => {
          const hand = drag.current
          drag.current = null
          if (hand) finish(hand.gesture, null)
        }}
        onDoubleClick={(event) => {
          event.stopPropagation()
          reset()
        }}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return
          if (event.key === 'Escape' && drag.current) {
            finish(drag.current.gesture, null)
            drag.current = null
          } else if (!onKey(event.key, event.shiftKey)) return
          event.preventDefault()
          event.stopPropagation()
        }}
        onContextMenu={(event) =>
          openMenu(event, name, [
            ...ids.map((id) => ({
              id: `type-${id}`,
              label: `Type ${specOf(device, id).name.toLowerCase()}…`,
              run: () => setTyping(id),
            })),
            { id: 'reset', label: 'Reset', run: reset },
            ...(props.menu ? (['separator', ...props.menu()] as const) : []),
            ...ids.flatMap((id): MenuEntry[] => {
              const entries = automationMenu(device.ownerId, { kind: 'device', deviceId: device.id, param: id })
              const lines = entries.filter((entry) => entry !== 'separator')
              return lines.length > 0
                ? [{ id: `automation-${id}`, label: specOf(device, id).name, entries: lines }]
                : []
            }),
          ])
        }
      >
        {children}
      </button>
      {typing !== null && (
        <span className="plot-entry" style={style}>
          <ValueEntry
            key={typing}
            label={specOf(device, typing).name}
            value={paramOf(device, typing)}
            scale={paramScale(specOf(device, typing))}
            onCommit={(value) => setParams(device, { ...also, [typing]: value })}
            onClose={() => {
              setTyping(null)
              button.current?.focus({ preventScroll: true })
            }}
          />
        </span>
      )}
    </>
  )
}
