import { useRef } from 'react'
import { controlMenu } from './control-menu.ts'
import { FollowedMark, followedDescription } from './followed-mark.tsx'
import { type MenuEntry, useContextMenu } from './menu.tsx'
import { NumberField } from './number-field.tsx'
import { type Followed, useFollowed } from './use-followed.ts'
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
  /** What else moves it. */
  followed?: Followed | undefined
  /** More for its context menu. */
  menu?: () => readonly MenuEntry[]
}

/** A labelled value with a bar to drag under it and a field to type in. */
export function SliderField({
  label,
  value,
  scale,
  defaultValue,
  origin = scale.min,
  testId,
  followed,
  menu,
  ...events
}: SliderFieldProps) {
  const bar = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLDivElement>(null)
  const fill = useRef<HTMLDivElement>(null)
  const openMenu = useContextMenu()
  const gesture = useValueGesture(bar, {
    value,
    scale,
    defaultValue,
    axis: 'horizontal',
    travelPx: () => Math.max(1, bar.current?.clientWidth ?? 100),
    onTypeValue: () => field.current?.querySelector('input')?.focus(),
    valueNow: () => followed?.read() ?? null,
    ...events,
  })
  const from = scale.toPosition(origin)
  const box = (shown: number) => {
    const now = scale.toPosition(shown)
    return { left: `${Math.min(now, from) * 100}%`, width: `${Math.abs(now - from) * 100}%` }
  }
  useFollowed({
    followed,
    value,
    inHand: gesture.inHand,
    draw(shown) {
      if (fill.current) Object.assign(fill.current.style, box(shown))
      bar.current?.setAttribute('aria-valuenow', String(shown))
      bar.current?.setAttribute('aria-valuetext', scale.format(shown))
      bar.current?.setAttribute('data-tip', `${label}: ${scale.format(shown)}`)
    },
  })
  return (
    <div className="slider-field" ref={field}>
      <span className="slider-label">
        {label}
        <FollowedMark followed={followed} />
      </span>
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
        {...followedDescription(followed)}
        onContextMenu={(event) =>
          openMenu(
            event,
            label,
            controlMenu(
              scale,
              defaultValue,
              () => field.current?.querySelector('input')?.focus(),
              events.onCommit,
              menu?.(),
            ),
          )
        }
        {...gesture.props}
      >
        {origin !== scale.min && <div className="slider-origin" style={{ left: `${from * 100}%` }} />}
        <div ref={fill} className="slider-fill" style={box(value)} />
      </div>
    </div>
  )
}
