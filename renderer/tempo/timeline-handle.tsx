import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { gridStepFrames } from '../app/timeline-info.ts'
import { useView } from '../app/view-state.ts'
import { dragEdit, type Hand } from '../arrange/drag-edit.ts'
import { reveal } from '../arrange/zoom.ts'
import { documentStore } from '../document/document-store.ts'
import { player } from '../live/player.ts'
import { type MenuEntry, useContextMenu } from '../ui/menu.tsx'
import { ValueEntry } from '../ui/value-entry.tsx'
import type { ValueScale } from '../ui/value-scale.ts'

interface TimelineHandleProps {
  frame: number
  top: number
  /** What a screen reader says: kind, value, place. */
  label: string
  tip: string
  /** Of what is typed. */
  valueName: string
  value: number
  scale: ValueScale
  /** The edit that sets the value, or moves it to a frame; null where it cannot be there. */
  setValue: (value: number) => Edit | null
  setFrame: (frame: number, free: boolean) => Edit | null
  /** The value that a hand so many pixels up makes; without, up and down do nothing. */
  valueAt?: (hand: Hand) => number
  remove: (() => Edit) | null
  /** What its menu has beside typing and removing. */
  menu?: () => MenuEntry[]
  /** Opens the field for typing at once, for one that was just added. */
  typing?: boolean
  className: string
  testId: string
  children: ReactNode
}

function run(edit: Edit | null): void {
  if (edit) void documentStore.edit(edit)
}

/** A tempo or a time signature on its row: dragged, typed, stepped and moved by keys, removed. */
export function TimelineHandle(props: TimelineHandleProps) {
  const { frame, value, scale, valueName, label, valueAt, setValue, setFrame, remove } = props
  const [typing, setTyping] = useState(props.typing ?? false)
  const button = useRef<HTMLButtonElement>(null)
  const openMenu = useContextMenu()
  const scrollFrame = useView((view) => view.scrollFrame)
  const framesPerPixel = useView((view) => view.framesPerPixel)
  const wasTyping = useRef(typing)
  useEffect(() => {
    // What was typed with the keyboard is gone on with by the keyboard.
    if (wasTyping.current && !typing) button.current?.focus()
    wasTyping.current = typing
  }, [typing])

  function take(event: PointerEvent): void {
    // A hand goes one way or the other, as it sets out: it would not hold the beat while it turns the tempo.
    let turns: boolean | null = null
    dragEdit(event, {
      editAt(hand) {
        turns ??= Math.abs(hand.upPx) > Math.abs(hand.rightPx)
        if (valueAt && turns) return setValue(valueAt(hand))
        return setFrame(frame + hand.rightPx * useView.getState().framesPerPixel, hand.shiftKey)
      },
      onClick: () => player.seek(frame),
    })
  }

  /** Up and down step the value, left and right move it along the grid; Shift is fine. Enter types, Delete removes. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const fine = event.shiftKey
    const step = fine ? framesPerPixel : gridStepFrames(frame)
    if (event.key === 'ArrowUp') run(setValue(scale.step(value, 1, fine)))
    else if (event.key === 'ArrowDown') run(setValue(scale.step(value, -1, fine)))
    else if (event.key === 'ArrowRight') run(setFrame(frame + step, true))
    else if (event.key === 'ArrowLeft') run(setFrame(frame - step, true))
    else if (event.key === 'Enter' || event.key === 'F2') setTyping(true)
    else if (event.key === 'Delete' || event.key === 'Backspace') run(remove?.() ?? null)
    else return
    event.preventDefault()
  }

  function menu(): MenuEntry[] {
    return [
      { id: 'type', label: `Type the ${valueName.toLowerCase()}`, shortcut: 'Enter', run: () => setTyping(true) },
      ...(props.menu?.() ?? []),
      'separator',
      {
        id: 'remove',
        label: 'Remove',
        shortcut: 'Del',
        danger: true,
        disabled: remove === null,
        run: () => run(remove?.() ?? null),
      },
    ]
  }

  return (
    <div className="timeline-handle-place" style={{ left: (frame - scrollFrame) / framesPerPixel, top: props.top }}>
      <button
        ref={button}
        type="button"
        className={`timeline-handle ${props.className}`}
        aria-label={label}
        data-tip={props.tip}
        data-testid={props.testId}
        data-frame={frame}
        onPointerDown={take}
        onClick={(event) => {
          if (event.detail === 0) player.seek(frame)
        }}
        onDoubleClick={(event) => {
          event.stopPropagation()
          setTyping(true)
        }}
        onFocus={() => reveal(frame)}
        onKeyDown={onKeyDown}
        onContextMenu={(event) => openMenu(event, label, menu())}
      >
        {props.children}
      </button>
      {typing && (
        <ValueEntry
          label={valueName}
          value={value}
          scale={scale}
          onCommit={(typed) => {
            if (typed !== value) run(setValue(typed))
          }}
          onClose={() => setTyping(false)}
        />
      )}
    </div>
  )
}
