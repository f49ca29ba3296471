import { useRef } from 'react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device } from '../../shared/model/document.ts'
import { useAutomated } from '../automation/use-automated.ts'
import { FollowedMark, followedDescription } from '../ui/followed-mark.tsx'
import { useContextMenu } from '../ui/menu.tsx'
import { Select } from '../ui/select.tsx'
import { useFollowed } from '../ui/use-followed.ts'
import { setParam } from './device-actions.ts'
import { paramOf } from './device-param.ts'

interface ParamChoiceProps {
  device: Device
  paramId: string
  /** What stands under it; the parameter's name unless said. */
  caption?: string
  /** Short words in the place of the specification's, in its order. */
  words?: readonly string[]
  /** Only these values, in this order. */
  only?: readonly number[]
  disabled?: boolean
  /** Buttons, also where there are many. */
  sideBySide?: boolean
}

/** More than this do not lie side by side. */
const MOST_SIDE_BY_SIDE = 4

/** A parameter that is one of a few: a switch, buttons side by side, or a list. */
export function ParamChoice(props: ParamChoiceProps) {
  const { device, paramId, caption, words, only, disabled = false, sideBySide = false } = props
  const deviceSpec = deviceSpecs[device.kind]
  const spec = deviceSpec.params.find((param) => param.id === paramId)
  const { followed, menu } = useAutomated(device.ownerId, { kind: 'device', deviceId: device.id, param: paramId })
  const root = useRef<HTMLDivElement>(null)
  const openMenu = useContextMenu()
  const value = paramOf(device, paramId)
  const names = words ?? spec?.steps ?? []
  const order = only ?? names.map((_, index) => index)
  useFollowed({
    followed,
    value,
    inHand: () => null,
    draw(shown) {
      for (const each of root.current?.querySelectorAll<HTMLElement>('[data-value]') ?? [])
        each.dataset.shown = `${Number(each.dataset.value) === Math.round(shown)}`
    },
  })
  if (!spec?.steps) throw new Error(`The ${device.kind} has no list of values for "${paramId}".`)
  const label = `${deviceSpec.name}, ${spec.name}`
  const isSwitch = spec.steps.length === 2 && spec.steps[0] === 'Off' && words === undefined
  const choose = (next: number) => setParam(device, paramId, next)
  /** The next one up or down; `wraps` goes round. */
  const step = (places: number) => {
    const next = order[order.indexOf(value) + places]
    if (next !== undefined) choose(next)
  }

  function control() {
    if (isSwitch)
      return (
        <button
          type="button"
          role="switch"
          className="param-switch"
          aria-checked={value === 1}
          aria-label={`${label}: ${spec!.steps![value]}`}
          data-tip={`${label}: ${spec!.steps![value]}`}
          data-testid={`param-${paramId}`}
          data-value={1}
          disabled={disabled}
          {...followedDescription(followed)}
          onClick={() => choose(value === 1 ? 0 : 1)}
        >
          {value === 1 ? 'On' : 'Off'}
        </button>
      )
    if (order.length > MOST_SIDE_BY_SIDE && !sideBySide)
      return (
        <Select
          label={label}
          value={`${value}`}
          options={order.map((index) => ({ value: `${index}`, label: names[index] ?? '' }))}
          onChange={(next) => choose(Number(next))}
          disabled={disabled}
          testId={`param-${paramId}`}
        />
      )
    return (
      <div
        className="param-segments"
        role="radiogroup"
        aria-label={label}
        data-testid={`param-${paramId}`}
        {...followedDescription(followed)}
      >
        {order.map((index) => (
          <button
            key={index}
            type="button"
            role="radio"
            className="param-segment"
            aria-checked={value === index}
            tabIndex={value === index ? 0 : -1}
            data-tip={`${label}: ${spec!.steps![index]}`}
            data-value={index}
            disabled={disabled}
            onClick={() => choose(index)}
          >
            {names[index]}
          </button>
        ))}
      </div>
    )
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys and clicks bubble up from the control inside.
    <div
      ref={root}
      className="param-choice"
      onContextMenu={(event) =>
        openMenu(event, label, [
          ...order.map((index) => ({
            id: `value-${index}`,
            label: names[index] ?? '',
            checked: value === index,
            run: () => choose(index),
          })),
          'separator',
          { id: 'reset', label: `Reset to ${spec.steps![spec.default]}`, run: () => choose(spec.default) },
          ...menu(),
        ])
      }
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return
        if (event.target.closest('[role=radio],[role=switch]') === null) return
        const moves: Record<string, () => void> = {
          ArrowRight: () => step(1),
          ArrowUp: () => step(1),
          ArrowLeft: () => step(-1),
          ArrowDown: () => step(-1),
          Home: () => choose(order[0]!),
          End: () => choose(order.at(-1)!),
        }
        const move = moves[event.key]
        if (!move) return
        event.preventDefault()
        event.stopPropagation()
        move()
        requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-checked=true]')?.focus())
      }}
    >
      <div className="param-choice-box">
        {control()}
        <FollowedMark followed={followed} />
      </div>
      <span className="knob-caption">{caption ?? spec.name}</span>
    </div>
  )
}
