import { useRef } from 'react'
import { controlMenu } from './control-menu.ts'
import { useContextMenu } from './menu.tsx'
import { NumberField } from './number-field.tsx'
import { useValueGesture, type ValueEvents } from './use-value-gesture.ts'
import type { ValueScale } from './value-scale.ts'

interface SliderFieldProps extends ValueEvents {
  label: string
  value: number
  scale: ValueScale
  defaultValue: number
  /** Where the bar begins; the lower end unless said. */
  origin?: number
  testId?: string
}

/** A labelled value with a bar to drag under it and a field to type in. */
export function SliderField({
  label,
  value,
  scale,
  defaultValue,
  origin = scale.min,
  testId,
  ...events
}: SliderFieldProps) {
  const bar = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLDivElement>(null)
  const openMenu = useContextMenu()
  const gesture = useValueGesture(bar, {
    value,
    scale,
    defaultValue,
    axis: 'horizontal',
    travelPx: () => Math.max(1, bar.current?.clientWidth ?? 100),
    onTypeValue: () => field.current?.querySelector('input')?.focus(),
    ...events,
  })
  const now = scale.toPosition(value)
  const from = scale.toPosition(origin)
  return (
    <div className="slider-field" ref={field}>
      <span className="slider-label">{label}</span>
      <NumberField
        label={label}
        value={value}
        scale={scale}
        onCommit={events.onCommit}
        {...(testId ? { testId } : {})}
      />
      <div
        ref={bar}
        className="slider-bar"
        role="slider"
        tabIndex={0}
        aria-label={`${label}, slider`}
        aria-valuemin={scale.min}
        aria-valuemax={scale.max}
        aria-valuenow={value}
        aria-valuetext={scale.format(value)}
        data-tip={`${label}: ${scale.format(value)}`}
        data-tip-live=""
        onContextMenu={(event) =>
          openMenu(
            event,
            label,
            controlMenu(scale, defaultValue, () => field.current?.querySelector('input')?.focus(), events.onCommit),
          )
        }
        {...gesture.props}
      >
        {origin !== scale.min && <div className="slider-origin" style={{ left: `${from * 100}%` }} />}
        <div
          className="slider-fill"
          style={{ left: `${Math.min(now, from) * 100}%`, width: `${Math.abs(now - from) * 100}%` }}
        />
      </div>
    </div>
  )
}
