import { useRef, useState } from 'react'
import { controlMenu } from './control-menu.ts'
import { FollowedMark, followedDescription } from './followed-mark.tsx'
import { type MenuEntry, useContextMenu } from './menu.tsx'
import { type Followed, useFollowed } from './use-followed.ts'
import { useValueGesture, type ValueEvents } from './use-value-gesture.ts'
import { ValueEntry } from './value-entry.tsx'
import { faderScale, type ValueScale } from './value-scale.ts'

interface FaderProps extends ValueEvents {
  /** What it controls, such as "Fader, Kick". */
  label: string
  value: number
  scale?: ValueScale
  defaultValue?: number
  testId?: string
  /** What else moves it. */
  followed?: Followed | undefined
  /** More for its context menu. */
  menu?: () => readonly MenuEntry[]
}

/** Half the height of the cap, which stays inside the slot at both ends. */
const capHalfPx = 8

/** A vertical fader, as tall as its container. */
export function Fader({
  label,
  value,
  scale = faderScale,
  defaultValue = 0,
  testId,
  followed,
  menu,
  ...events
}: FaderProps) {
  const root = useRef<HTMLDivElement>(null)
  const cap = useRef<HTMLDivElement>(null)
  const [typing, setTyping] = useState(false)
  const openMenu = useContextMenu()
  const gesture = useValueGesture(root, {
    value,
    scale,
    defaultValue,
    axis: 'vertical',
    travelPx: () => Math.max(1, (root.current?.clientHeight ?? 100) - capHalfPx * 2),
    onTypeValue: () => setTyping(true),
    valueNow: () => followed?.read() ?? null,
    ...events,
  })
  const capBottom = (shown: number) => `calc((100% - ${capHalfPx * 2}px) * ${scale.toPosition(shown)})`
  useFollowed({
    followed,
    value,
    inHand: gesture.inHand,
    draw(shown) {
      if (cap.current) cap.current.style.bottom = capBottom(shown)
      root.current?.setAttribute('aria-valuenow', String(shown))
      root.current?.setAttribute('aria-valuetext', scale.format(shown))
      root.current?.setAttribute('data-tip', `${label}: ${scale.format(shown)}`)
    },
  })
  const text = scale.format(value)
  const zero = scale.toPosition(defaultValue)
  return (
    <div className="fader-frame">
      <div
        ref={root}
        className="fader"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-orientation="vertical"
        aria-valuemin={scale.min}
        aria-valuemax={scale.max}
        aria-valuenow={value}
        aria-valuetext={text}
        data-testid={testId}
        data-tip={`${label}: ${text}`}
        data-tip-live=""
        data-active={gesture.active || undefined}
        {...followedDescription(followed)}
        onContextMenu={(event) =>
          openMenu(
            event,
            label,
            controlMenu(scale, defaultValue, () => setTyping(true), events.onCommit, menu?.()),
          )
        }
        {...gesture.props}
      >
        <div className="fader-slot" />
        <div
          className="fader-zero"
          style={{ bottom: `calc(${capHalfPx}px + (100% - ${capHalfPx * 2}px) * ${zero})` }}
        />
        <div ref={cap} className="fader-cap" style={{ bottom: capBottom(value) }} />
      </div>
      <FollowedMark followed={followed} />
      {typing && (
        <ValueEntry
          label={label}
          value={value}
          scale={scale}
          onCommit={events.onCommit}
          onClose={() => {
            setTyping(false)
            root.current?.focus()
          }}
        />
      )}
    </div>
  )
}
