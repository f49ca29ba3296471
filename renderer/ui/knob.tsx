import { useRef, useState } from 'react'
import { controlMenu } from './control-menu.ts'
import { FollowedMark, followedDescription } from './followed-mark.tsx'
import { type MenuEntry, useContextMenu } from './menu.tsx'
import { type Followed, useFollowed } from './use-followed.ts'
import { useValueGesture, type ValueEvents } from './use-value-gesture.ts'
import { ValueEntry } from './value-entry.tsx'
import type { ValueScale } from './value-scale.ts'

interface KnobProps extends ValueEvents {
  /** Its full name, such as "Pan, Kick". */
  label: string
  /** Written under the knob with the value; without, only the knob is drawn. */
  caption?: string
  value: number
  scale: ValueScale
  defaultValue: number
  /** Where the arc begins; the lower end unless said. */
  origin?: number
  /** Diameter in pixels. */
  size?: number
  disabled?: boolean
  testId?: string
  /** What else moves it. */
  followed?: Followed | undefined
  /** More for its context menu. */
  menu?: () => readonly MenuEntry[]
}

const sweepDegrees = 270
const dragTravelPx = 160

/** A point on a circle of the given radius around 0,0; 0 degrees is up, clockwise. */
function point(degrees: number, radius: number): string {
  const radians = ((degrees - 90) * Math.PI) / 180
  return `${(Math.cos(radians) * radius).toFixed(2)} ${(Math.sin(radians) * radius).toFixed(2)}`
}

function arc(fromDegrees: number, toDegrees: number, radius: number): string {
  const [from, to] = fromDegrees < toDegrees ? [fromDegrees, toDegrees] : [toDegrees, fromDegrees]
  return `M ${point(from, radius)} A ${radius} ${radius} 0 ${to - from > 180 ? 1 : 0} 1 ${point(to, radius)}`
}

/** The knob's hand, drawn where it points: turned by a transform it would be a layer to the page. */
function handPath(degrees: number): string {
  return `M ${point(degrees, 11)} L ${point(degrees, 4)}`
}

/** A rotary control: drag up and down, Shift is fine. */
export function Knob({
  label,
  caption,
  value,
  scale,
  defaultValue,
  origin = scale.min,
  size = 36,
  disabled = false,
  testId,
  followed,
  menu,
  ...events
}: KnobProps) {
  const root = useRef<HTMLDivElement>(null)
  const lit = useRef<SVGPathElement>(null)
  const hand = useRef<SVGPathElement>(null)
  const written = useRef<HTMLSpanElement>(null)
  const [typing, setTyping] = useState(false)
  const openMenu = useContextMenu()
  const gesture = useValueGesture(root, {
    value,
    scale,
    defaultValue,
    axis: 'vertical',
    travelPx: () => dragTravelPx,
    onTypeValue: () => setTyping(true),
    valueNow: () => followed?.read() ?? null,
    disabled,
    ...events,
  })
  const text = scale.format(value)
  const angle = (position: number) => (position - 0.5) * sweepDegrees
  const from = angle(scale.toPosition(origin))
  const lines = (shown: number) => {
    const now = angle(scale.toPosition(shown))
    return {
      arc: Math.abs(now - from) > 0.5 ? arc(from, now, 17) : '',
      hand: handPath(now),
    }
  }
  const drawn = lines(value)
  useFollowed({
    followed,
    value,
    inHand: gesture.inHand,
    draw(shown) {
      const moved = lines(shown)
      lit.current?.setAttribute('d', moved.arc)
      hand.current?.setAttribute('d', moved.hand)
      if (written.current) written.current.textContent = scale.format(shown)
      root.current?.setAttribute('aria-valuenow', String(shown))
      root.current?.setAttribute('aria-valuetext', scale.format(shown))
      root.current?.setAttribute('data-tip', `${label}: ${scale.format(shown)}`)
    },
  })
  return (
    <div className="knob-frame">
      <div
        ref={root}
        className="knob"
        role="slider"
        tabIndex={disabled ? -1 : 0}
        aria-label={label}
        aria-disabled={disabled}
        aria-valuemin={scale.min}
        aria-valuemax={scale.max}
        aria-valuenow={value}
        aria-valuetext={text}
        data-testid={testId}
        data-tip={`${label}: ${text}`}
        data-tip-live=""
        data-active={gesture.active || undefined}
        {...followedDescription(followed)}
        style={{ width: size, height: size }}
        onContextMenu={(event) =>
          openMenu(
            event,
            label,
            controlMenu(scale, defaultValue, () => setTyping(true), events.onCommit, menu?.()),
          )
        }
        {...gesture.props}
      >
        <svg viewBox="-20 -20 40 40" width={size} height={size} aria-hidden>
          <path className="knob-groove" d={arc(angle(0), angle(1), 17)} />
          <path ref={lit} className="knob-arc" d={drawn.arc} />
          <circle className="knob-body" r="12" />
          <path ref={hand} className="knob-hand" d={drawn.hand} />
        </svg>
      </div>
      <FollowedMark followed={followed} />
      {caption !== undefined && (
        <>
          <span className="knob-caption">{caption}</span>
          <span ref={written} className="knob-value">
            {text}
          </span>
        </>
      )}
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
