import { type KeyboardEvent, useRef, useState } from 'react'
import { formatTime } from '../../document/musical-time.ts'
import { player } from '../../live/player.ts'
import { type Check, checksOf } from '../measure/checks.ts'
import type { MeasuredSong } from '../measure/measure-song.ts'
import type { StripExtent } from './master-strip.tsx'

type Placed = Check & { readonly startFrame: number }

/** What has a place, in the order of time. */
function placedChecks(measured: MeasuredSong): Placed[] {
  return checksOf(measured)
    .filter((check): check is Placed => check.startFrame !== null && check.verdict !== 'good')
    .sort((a, b) => a.startFrame - b.startFrame)
}

/** Faults where they lie. One tab stop: the arrows go from one to the next, Enter goes to its place. */
export function FaultMarks({ measured, extent }: { measured: MeasuredSong; extent: StripExtent }) {
  const group = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const marks = placedChecks(measured)
  if (marks.length === 0) return null
  const current = Math.min(active, marks.length - 1)

  function key(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0 || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    const next = Math.min(marks.length - 1, Math.max(0, current + step))
    setActive(next)
    group.current?.querySelectorAll<HTMLElement>('button')[next]?.focus()
  }

  return (
    <div ref={group} className="fault-marks" role="toolbar" aria-label="Faults" onKeyDown={key}>
      {marks.map(({ id, verdict, sentence, remedy, startFrame, lengthFrames }, index) => {
        const place = formatTime(startFrame, measured.sampleRate, 3)
        return (
          <button
            key={id}
            type="button"
            className="fault-mark"
            data-testid="fault-mark"
            data-verdict={verdict}
            tabIndex={index === current ? 0 : -1}
            aria-label={`${place}: ${sentence}`}
            data-tip={`${place}: ${sentence} ${remedy}`}
            style={{
              left: `${((startFrame - extent.startFrame) / extent.frames) * 100}%`,
              width: `max(7px, ${(lengthFrames / extent.frames) * 100}%)`,
            }}
            onFocus={() => setActive(index)}
            onClick={() => player.seek(startFrame)}
          />
        )
      })}
    </div>
  )
}
