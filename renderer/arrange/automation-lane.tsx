import { X } from 'lucide-react'
import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react'
import { shareOf } from '../../shared/model/automation-curve.ts'
import { type AutomationLane, type AutomationPoint, automationModes } from '../../shared/model/document.ts'
import { command, shortcutOf } from '../app/commands.ts'
import { LiveText } from '../app/live-text.tsx'
import { useView } from '../app/view-state.ts'
import { laneName, modeNames, removeLane, setMode } from '../automation/automate.ts'
import { automationHands, curveNow } from '../automation/automation-hands.ts'
import { lanePoints, laneValue, staticValue, targetScale } from '../automation/lanes.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument, useTempoMap } from '../document/hooks.ts'
import { formatBars } from '../document/musical-time.ts'
import { player } from '../live/player.ts'
import { IconButton } from '../ui/button.tsx'
import { token } from '../ui/canvas.ts'
import { type MenuEntry, useContextMenu } from '../ui/menu.tsx'
import { Select } from '../ui/select.tsx'
import { ValueEntry } from '../ui/value-entry.tsx'
import type { ValueScale } from '../ui/value-scale.ts'
import { drawStroke, shareY } from './draw-automation.ts'
import { addPointAt, setSelectedValue, shapeSelectedPoints, walkPoints } from './lane-actions.ts'
import { LaneCurve } from './lane-curve.tsx'
import { focusLane, groundOf, selectPoints } from './lane-focus.ts'
import { addPointUnder, dragLane, zoneAt } from './lane-hand.ts'
import { useTimelineLayer } from './lane-layer.ts'
import { useLayoutWindow } from './timeline-window.ts'
import { type DrawView, ViewCanvas } from './view-canvas.tsx'

interface LaneProps {
  lane: AutomationLane
  trackName: string
  colour: number
  heightPx: number
}

/** What a lane's value is under the playhead, in words. */
function valueText(lane: AutomationLane): string {
  const { document } = documentStore.getState()
  const scale = document && targetScale(document, lane.ownerId, lane.target)
  if (!scale) return ''
  const value = automationHands.heldValue(lane.id) ?? curveNow(lane) ?? staticValue(document, lane.ownerId, lane.target)
  return scale.format(value)
}

/** One value's automation on the timeline: its header at the left, its curve at the right. */
export const AutomationLaneView = memo(function AutomationLaneView(props: LaneProps) {
  const { lane, trackName, heightPx } = props
  const name = useDocument((document) => laneName(document, lane), '')
  const focused = useView((view) => view.lane?.laneId === lane.id)
  return (
    <div
      className="auto-lane"
      style={{ height: heightPx }}
      data-testid="automation-lane"
      data-lane-name={name}
      data-mode={lane.mode}
      data-focused={focused || undefined}
    >
      <div className="auto-header" role="group" aria-label={`Automation of ${name}, ${trackName}`}>
        <span className="auto-name" data-tip={name}>
          {name}
        </span>
        <LiveText className="auto-value" testId="lane-value" read={() => valueText(lane)} />
        <Select
          label={`Automation mode of ${name}, ${trackName}`}
          testId="lane-mode"
          value={lane.mode}
          options={automationModes.map((mode) => ({ value: mode, label: modeNames[mode] }))}
          onChange={(mode) => setMode(lane, mode)}
        />
        <IconButton
          icon={X}
          size={12}
          className="auto-remove"
          label={`Remove the automation of ${name}, ${trackName}`}
          onClick={() => removeLane(lane)}
        />
      </div>
      <LaneBody {...props} name={name} />
    </div>
  )
})

function LaneBody({ lane, trackName, colour, heightPx, name }: LaneProps & { name: string }) {
  const body = useRef<HTMLDivElement>(null)
  const points = useDocument((document) => lanePoints(document, lane.id), [])
  const scale = useDocument((document) => targetScale(document, lane.ownerId, lane.target), null)
  const moved = useDocument((document) => laneValue(document, lane), null)
  const restValue = useDocument((document) => staticValue(document, lane.ownerId, lane.target), 0)
  const focus = useView((view) => (view.lane?.laneId === lane.id ? view.lane : null))
  const activeFrame = focus?.activeFrame ?? null
  const pencil = useView((view) => view.pencil)
  const [typing, setTyping] = useState(false)
  const openMenu = useContextMenu()
  const active = activeFrame === null ? undefined : points.find(({ frame }) => frame === activeFrame)
  const hand = useRef<HTMLDivElement>(null)
  const activeKey = active ? active.frame : null

  useEffect(() => {
    const inside = document.activeElement === document.body || body.current?.contains(document.activeElement)
    const meant = useView.getState().lane?.laneId === lane.id
    if (!inside || !meant) return
    if (activeKey !== null) hand.current?.focus({ preventScroll: true })
    else if (document.activeElement === document.body) body.current?.focus({ preventScroll: true })
  }, [activeKey, lane.id])

  const drawStrokes: DrawView = (context, _, height, view) => {
    if (moved) for (const stroke of automationHands.drawn(lane.id)) drawStroke(context, stroke, moved, height, view)
  }

  function keyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowRight') walkPoints(1, event.shiftKey)
    else if (event.key === 'ArrowLeft') walkPoints(-1, event.shiftKey)
    else if (event.key === 'ArrowDown') focusBody(body.current, 1)
    else if (event.key === 'ArrowUp') focusBody(body.current, -1)
    else if (event.key === 'Enter' && active) setTyping(true)
    else if (event.key === 'Enter') addPointAt(player.playheadFrame())
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  function menuAt(event: React.MouseEvent<HTMLElement>): void {
    focusLane(lane)
    const ground = groundOf(lane.ownerId, lane.id)
    const box = body.current!.getBoundingClientRect()
    const place = { x: event.clientX - box.left, y: event.clientY - box.top }
    const byMouse = event.clientX !== 0 || event.clientY !== 0
    const zone = ground && byMouse ? zoneAt(ground, place, box.height) : null
    const under = zone && zone.kind !== 'ground' ? ground!.points[Math.max(0, zone.index)] : undefined
    if (under && !useView.getState().lane?.frames.has(under.frame)) selectPoints([under.frame])
    openMenu(
      event,
      `Automation of ${name}`,
      laneMenu(lane, () => setTyping(true)),
    )
  }

  const count = `${points.length} ${points.length === 1 ? 'point' : 'points'}`
  return (
    <div
      ref={body}
      className="auto-body"
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of its points begin here.
      tabIndex={0}
      aria-label={`${name} curve, ${trackName}: ${count}`}
      data-testid="lane-body"
      data-pencil={pencil || undefined}
      onFocus={() => focusLane(lane)}
      onPointerDown={(event) => {
        if ((event.target as Element).closest('.value-entry')) return
        event.currentTarget.focus({ preventScroll: true })
        event.preventDefault()
        dragLane(event, lane)
      }}
      onPointerMove={(event) => {
        if (event.buttons === 0) event.currentTarget.style.cursor = cursorOver(event, lane)
      }}
      onDoubleClick={(event) => addPointUnder(event, lane)}
      onKeyDown={keyDown}
      onContextMenu={menuAt}
    >
      {moved && (
        <LaneCurve
          picture={{
            points,
            moved,
            restValue,
            colour: token(`--track-${colour}`),
            off: lane.mode === 'off',
            focus,
            label: active && scale && !typing ? scale.format(active.value) : null,
          }}
          heightPx={heightPx}
        />
      )}
      <ViewCanvas className="auto-strokes" draw={drawStrokes} moves={() => automationHands.isWritten(lane.id)} />
      {active && scale && (
        <ActivePoint
          lane={lane}
          point={active}
          scale={scale}
          name={name}
          heightPx={heightPx}
          hand={hand}
          typing={typing}
          onTyped={() => {
            setTyping(false)
            hand.current?.focus({ preventScroll: true })
          }}
        />
      )}
    </div>
  )
}

/** What a hand would do here. */
function cursorOver(event: React.PointerEvent<HTMLElement>, lane: AutomationLane): string {
  const ground = groundOf(lane.ownerId, lane.id)
  if (!ground || useView.getState().pencil) return ''
  const box = event.currentTarget.getBoundingClientRect()
  const zone = zoneAt(ground, { x: event.clientX - box.left, y: event.clientY - box.top }, box.height)
  return { point: 'grab', line: 'ns-resize', ground: '' }[zone.kind]
}

/** The keyboard goes from lane to lane. */
function focusBody(from: HTMLElement | null, step: 1 | -1): void {
  const bodies = [...document.querySelectorAll<HTMLElement>('.auto-body')]
  const next = from ? bodies[bodies.indexOf(from) + step] : undefined
  next?.focus()
}

interface ActivePointProps {
  lane: AutomationLane
  point: AutomationPoint
  scale: ValueScale
  name: string
  heightPx: number
  hand: React.RefObject<HTMLDivElement | null>
  typing: boolean
  onTyped: () => void
}

/** The point the keys go from, as something that can be focused and read out. */
function ActivePoint({ lane, point, scale, name, heightPx, hand, typing, onTyped }: ActivePointProps) {
  const layer = useRef<HTMLDivElement>(null)
  const layout = useLayoutWindow()
  const map = useTempoMap()
  const moved = useDocument((document) => laneValue(document, lane), null)
  useTimelineLayer(layer, layout, moved !== null)
  if (!moved) return null
  const value = scale.format(point.value)
  const place = formatBars(point.frame, map)
  const left = (point.frame - layout.originFrame) / layout.framesPerPixel
  return (
    <div ref={layer} className="auto-layer">
      <div
        ref={hand}
        className="auto-point"
        role="slider"
        tabIndex={0}
        aria-label={`${name}, point at ${place}, ${value}`}
        aria-valuemin={scale.min}
        aria-valuemax={scale.max}
        aria-valuenow={point.value}
        aria-valuetext={`${value} at ${place}, goes on ${point.shape}`}
        data-testid="lane-point"
        style={{ transform: `translate(${left}px, ${shareY(shareOf(moved, point.value), heightPx)}px)` }}
      >
        {typing && (
          <ValueEntry
            label={`${name} at ${place}`}
            value={point.value}
            scale={scale}
            onCommit={setSelectedValue}
            onClose={onTyped}
          />
        )}
      </div>
    </div>
  )
}

function entry(id: string, label: string, disabled = false): Exclude<MenuEntry, 'separator'> {
  const shortcut = shortcutOf(id)
  return { id, label, disabled, ...(shortcut ? { shortcut } : {}), run: command(id).run }
}

/** The menu of a lane and of the points that are selected in it. */
function laneMenu(lane: AutomationLane, typeValue: () => void): MenuEntry[] {
  const { lane: focus } = useView.getState()
  const ground = groundOf(lane.ownerId, lane.id)
  if (!focus || !ground) return []
  const chosen = ground.points.filter(({ frame }) => focus.frames.has(frame))
  const none = chosen.length === 0
  const shapes = (['hold', 'linear', 'curve'] as const).map(
    (shape): MenuEntry => ({
      id: shape,
      label: { hold: 'Hold', linear: 'Linear', curve: 'Curve' }[shape],
      checked: !none && chosen.every((point) => point.shape === shape),
      disabled: none || (ground.moved.steps !== undefined && shape !== 'hold'),
      run: () => shapeSelectedPoints(shape),
    }),
  )
  return [
    ...shapes,
    'separator',
    { id: 'type', label: 'Type a value…', shortcut: 'Enter', disabled: none, run: typeValue },
    entry('addPoint', 'Add a point at the playhead'),
    entry('thinPoints', 'Thin', ground.points.length < 3),
    'separator',
    entry('copyPoints', 'Copy', none),
    entry('pastePoints', 'Paste at the playhead'),
    entry('allPoints', 'Select all'),
    entry('pencil', useView.getState().pencil ? 'Put the pencil down' : 'Draw by hand'),
    'separator',
    {
      ...entry('removePoints', focus.range ? 'Clear the stretch' : 'Delete', none && focus.range === null),
      danger: true,
    } as MenuEntry,
  ]
}
