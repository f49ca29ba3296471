import { type CurveRange, curveValueAt } from '../../shared/model/automation-curve.ts'
import { curveEdit } from '../../shared/model/automation-points.ts'
import type { AutomationLane, AutomationPoint, AutomationTarget, Device, Id } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { AutomationPass, isWriting, valueOnTheWay } from '../../shared/model/record-automation.ts'
import { thinTolerance } from '../../shared/model/thin-automation.ts'
import { documentStore } from '../document/document-store.ts'
import { player, useTransport } from '../live/player.ts'
import type { HandKeys, ValueEvents } from '../ui/use-value-gesture.ts'
import { laneById, laneFor, lanePoints, laneValue, staticValue } from './lanes.ts'

/** Hands on faders, knobs and switches that write automation while it plays. */

/** How long a hand that let go takes back to the curve, on the timeline and in the ear. */
const RETURN_SECONDS = 0.1
/** How finely a trimmed curve is written. */
const GRID_SECONDS = 0.01
/** The playhead goes on in steps shorter than this; a longer one is a jump. */
const JUMP_SECONDS = 1
/** A click is no ride: a hand that does not move writes only when it holds for so long. */
const HOLD_MS = 250
const TICK_MS = 15

interface Running {
  readonly lane: AutomationLane
  /** What is moved by one hand is written as one edit. */
  hand: Id
  readonly range: CurveRange
  readonly tolerance: number
  readonly name: string
  readonly pass: AutomationPass
  /** When the hand let go, what sounded then and the curve it is on its way back to. */
  back: { readonly atMs: number; readonly from: number; readonly points: readonly AutomationPoint[] } | null
}

/** A hand that has taken hold and has not moved yet. */
interface Waiting {
  readonly lane: AutomationLane
  readonly hand: Id
  readonly frame: number
  readonly value: number
  readonly atMs: number
}

class AutomationHands {
  readonly #running = new Map<Id, Running>()
  readonly #waiting = new Map<Id, Waiting>()
  /** The lanes whose control is in a hand, from taking hold to letting go, also when the pass has ended meanwhile. */
  readonly #grabbed = new Set<Id>()
  #timer = 0
  #unsubscribe: (() => void) | null = null

  /** Whether a hand on the lane's control writes now. */
  isReady(lane: AutomationLane): boolean {
    const { playing, starting } = useTransport.getState()
    return playing && !starting && isWriting(lane.mode)
  }

  /** Whether the lane's control is in a hand that took hold to write. */
  isGrabbed(lane: AutomationLane): boolean {
    return this.#grabbed.has(lane.id)
  }

  /** Whether the lane is being written. */
  isWritten(laneId: Id): boolean {
    return this.#running.get(laneId)?.back === null
  }

  /** The stretches that are being written, for a picture of them. */
  drawn(laneId: Id): readonly (readonly AutomationPoint[])[] {
    const running = this.#running.get(laneId)
    return running && running.back === null ? running.pass.drawn() : []
  }

  /** What sounds in the place of the lane's curve; null while the curve itself sounds. */
  heldValue(laneId: Id): number | null {
    const running = this.#running.get(laneId)
    return running ? sounding(running) : (this.#waiting.get(laneId)?.value ?? null)
  }

  /** A hand takes hold of the control of a lane that is ready; the same `hand` may hold several. */
  grab(lane: AutomationLane, value: number, hand: Id = lane.id): void {
    this.#grabbed.add(lane.id)
    const running = this.#running.get(lane.id)
    if (running && running.back === null) {
      running.hand = hand
      running.pass.take(player.playheadFrame(), value)
    } else {
      this.#waiting.set(lane.id, { lane, hand, frame: player.playheadFrame(), value, atMs: performance.now() })
      this.#watch()
    }
  }

  move(lane: AutomationLane, value: number): void {
    if (this.#waiting.has(lane.id)) this.#begin(lane.id)
    const running = this.#running.get(lane.id)
    if (!running || running.back !== null) return
    running.pass.move(player.playheadFrame(), value)
    this.#sound(running)
  }

  /** A hand lets go of what it holds. */
  letGo(...lanes: readonly AutomationLane[]): void {
    const over: Running[] = []
    for (const lane of lanes) {
      this.#grabbed.delete(lane.id)
      this.#waiting.delete(lane.id)
      const running = this.#running.get(lane.id)
      if (!running || running.back !== null) continue
      running.pass.letGo(player.playheadFrame())
      if (running.pass.isOver) over.push(running)
    }
    if (over.length > 0) this.#return(over)
  }

  /** Lets go and writes nothing. */
  cancel(lane: AutomationLane): void {
    this.#grabbed.delete(lane.id)
    this.#waiting.delete(lane.id)
    this.#drop(lane.id)
  }

  /**
   * A switch is pressed, or several at once. Where it goes back to what the curve had, a pass that does not latch ends; else
   * it holds the new value until it is pressed again or playing stops.
   */
  press(lanes: readonly AutomationLane[], value: number): void {
    const [first] = lanes
    const over: AutomationLane[] = []
    for (const lane of lanes) {
      const running = this.#running.get(lane.id)
      const writes = running !== undefined && running.back === null
      if (writes && lane.mode !== 'latch' && value === running.pass.curveAt(player.playheadFrame())) {
        over.push(lane)
        continue
      }
      if (!writes) this.grab(lane, value, first!.id)
      this.move(lane, value)
      this.#grabbed.delete(lane.id)
    }
    this.letGo(...over)
  }

  #watch(): void {
    if (this.#timer !== 0) return
    this.#timer = window.setInterval(() => this.#tick(), TICK_MS)
    this.#unsubscribe = useTransport.subscribe(({ playing }) => {
      if (!playing) this.#tick()
    })
  }

  #rest(): void {
    if (this.#running.size > 0 || this.#waiting.size > 0) return
    clearInterval(this.#timer)
    this.#timer = 0
    this.#unsubscribe?.()
    this.#unsubscribe = null
  }

  #begin(laneId: Id): void {
    const waiting = this.#waiting.get(laneId)
    this.#waiting.delete(laneId)
    const { settled: document, songId } = documentStore.getState()
    const lane = document && waiting && laneById(document, waiting.lane.ownerId, laneId)
    const value = lane && laneValue(document, lane)
    if (!lane || !value || !isWriting(lane.mode)) return
    const { sampleRate } = document.project
    const song = songId === null ? undefined : document.songs[songId]
    const pass = new AutomationPass(
      {
        mode: lane.mode,
        range: value,
        points: lanePoints(document, laneId),
        restValue: staticValue(document, lane.ownerId, lane.target),
        returnFrames: Math.round(RETURN_SECONDS * sampleRate),
        gridFrames: Math.round(GRID_SECONDS * sampleRate),
        jumpFrames: JUMP_SECONDS * sampleRate,
        loop: song?.loopOn ? { startFrame: song.loopStartFrame, endFrame: song.loopEndFrame } : null,
      },
      waiting.frame,
      waiting.value,
    )
    const running = {
      lane,
      hand: waiting.hand,
      range: value,
      tolerance: thinTolerance(value),
      name: value.name,
      pass,
      back: null,
    }
    this.#running.set(laneId, running)
    this.#sound(running)
  }

  #tick(): void {
    const { playing } = useTransport.getState()
    const now = performance.now()
    for (const [laneId, { atMs }] of this.#waiting) {
      if (!playing) this.#waiting.delete(laneId)
      else if (now - atMs >= HOLD_MS) this.#begin(laneId)
    }
    const stopped: Running[] = []
    for (const running of this.#running.values()) {
      const { lane, pass, back } = running
      const { settled } = documentStore.getState()
      if (back !== null) {
        if (!playing || now - back.atMs >= 1000 * RETURN_SECONDS) this.#drop(lane.id)
        else this.#sound(running)
      } else if (!playing || (settled && laneById(settled, lane.ownerId, lane.id)?.mode !== lane.mode)) {
        pass.stop()
        stopped.push(running)
      } else {
        pass.play(player.playheadFrame())
        if (lane.mode === 'trim') this.#sound(running)
      }
    }
    for (const together of Map.groupBy(stopped, ({ hand }) => hand).values()) this.#write(together)
    for (const { lane } of stopped) this.#drop(lane.id)
    this.#rest()
  }

  #sound(running: Running): void {
    const { ownerId, target, id } = running.lane
    player.holdLane(id, { ownerId, target, value: sounding(running) })
  }

  /** Writes what the passes have and glides to the curves as they are now. */
  #return(over: readonly Running[]): void {
    const from = over.map(sounding)
    this.#write(over)
    const { settled } = documentStore.getState()
    for (const [index, running] of over.entries()) {
      const points = settled ? lanePoints(settled, running.lane.id) : []
      if (points.length === 0) this.#drop(running.lane.id)
      else running.back = { atMs: performance.now(), from: from[index]!, points }
    }
  }

  /** Makes the passes of one hand one edit, and one step of undo. */
  #write(passes: readonly Running[]): void {
    const { settled } = documentStore.getState()
    const edits = passes.flatMap(({ lane, pass, tolerance }): SingleEdit[] => {
      if (!settled || !laneById(settled, lane.ownerId, lane.id)) return []
      const before = lanePoints(settled, lane.id)
      const edit = curveEdit(lane, before, pass.written(before, tolerance))
      return edit ? [edit] : []
    })
    const label = `Record automation: ${passes[0]?.name ?? ''}${edits.length > 1 ? ` of ${edits.length} strips` : ''}`
    if (edits.length > 0) void documentStore.edit({ type: 'batch', label, edits })
  }

  #drop(laneId: Id): void {
    if (this.#running.delete(laneId)) player.letLaneGo(laneId)
    this.#rest()
  }
}

function sounding({ pass, back, range }: Running): number {
  const frame = player.renderedFrame()
  if (back === null) return pass.valueAt(frame)
  const share = (performance.now() - back.atMs) / (1000 * RETURN_SECONDS)
  return valueOnTheWay(range, back.from, curveValueAt(back.points, range, frame), share)
}

export const automationHands = new AutomationHands()

/** The lane of a value, where it has one that a hand writes now. */
export function readyLane(ownerId: Id, target: AutomationTarget): AutomationLane | null {
  const { settled } = documentStore.getState()
  const lane = settled && laneFor(settled, ownerId, target)
  return lane && (automationHands.isReady(lane) || automationHands.isGrabbed(lane)) ? lane : null
}

/**
 * What a control shows while something else than its own value sounds: the hand's that writes, or the curve's while it
 * plays. Null: its own value.
 */
export function playedValue(ownerId: Id, target: AutomationTarget): number | null {
  const { document } = documentStore.getState()
  const lane = document && laneFor(document, ownerId, target)
  if (!lane) return null
  const held = automationHands.heldValue(lane.id)
  if (held !== null) return held
  if (!useTransport.getState().playing || lane.mode === 'off') return null
  return curveNow(lane)
}

/** What a lane's curve says under the playhead, playing or not; null where it has no points. */
export function curveNow(lane: AutomationLane): number | null {
  const { document } = documentStore.getState()
  const points = document ? lanePoints(document, lane.id) : []
  const range = document && laneValue(document, lane)
  return range && points.length > 0 ? curveValueAt(points, range, player.playheadFrame()) : null
}

/** A switch or a list is set to a value. False: nobody records, and the document is to be edited. */
export function pressAutomated(ownerId: Id, target: AutomationTarget, value: number): boolean {
  const lane = readyLane(ownerId, target)
  if (lane) automationHands.press([lane], value)
  return lane !== null
}

/** The same switch of several owners is set by one hand. Gives back the owners whose document is to be edited. */
export function pressAllAutomated(ownerIds: readonly Id[], target: AutomationTarget, value: number): Id[] {
  const lanes = ownerIds.map((id) => readyLane(id, target))
  automationHands.press(
    lanes.filter((lane) => lane !== null),
    value,
  )
  return ownerIds.filter((_, index) => lanes[index] === null)
}

/** One hand moves several of a device's values. Gives back those that no lane takes. */
export function moveAutomated(device: Device, params: Readonly<Record<string, number>>): Record<string, number> {
  const rest: Record<string, number> = {}
  for (const [param, value] of Object.entries(params)) {
    const target = { kind: 'device', deviceId: device.id, param } as const
    const lane = readyLane(device.ownerId, target)
    if (!lane) {
      rest[param] = value
      continue
    }
    if (!automationHands.isGrabbed(lane)) automationHands.grab(lane, playedValue(device.ownerId, target) ?? value)
    automationHands.move(lane, value)
  }
  return rest
}

/** That hand lets go of all the device's values; with `keep` false nothing it did is written. */
export function letDeviceGo(device: Device, keep: boolean): void {
  const { settled } = documentStore.getState()
  for (const lane of Object.values(settled?.lanes[device.ownerId] ?? {})) {
    if (lane.target.kind !== 'device' || lane.target.deviceId !== device.id || !automationHands.isGrabbed(lane))
      continue
    if (keep) automationHands.letGo(lane)
    else automationHands.cancel(lane)
  }
}

let plainHold: string | null = null

/** What a control tells its owner, turned into automation while its lane is written. `plain` edits the value itself. */
export function recordedGesture(ownerId: Id, target: AutomationTarget, plain: ValueEvents): ValueEvents {
  const key = `${ownerId} ${JSON.stringify(target)}`
  const lane = () => (plainHold === key ? null : readyLane(ownerId, target))
  const grabbed = () => {
    const found = lane()
    return found && automationHands.isGrabbed(found) ? found : null
  }
  return {
    onTake(value) {
      const found = lane()
      if (found) automationHands.grab(found, value)
    },
    onPreview(value, keys?: HandKeys) {
      const found = lane()
      if (!found) {
        plainHold = key
        return plain.onPreview(value, keys)
      }
      if (!automationHands.isGrabbed(found)) automationHands.grab(found, playedValue(ownerId, target) ?? value)
      automationHands.move(found, value)
    },
    onCommit(value) {
      const found = lane()
      plainHold = plainHold === key ? null : plainHold
      if (!found) return plain.onCommit(value)
      // A typed value or a reset comes without a hand that took hold before.
      if (!automationHands.isGrabbed(found)) automationHands.grab(found, value)
      automationHands.move(found, value)
      automationHands.letGo(found)
    },
    onLetGo() {
      const found = grabbed()
      if (found) automationHands.letGo(found)
    },
    onRevert() {
      const found = grabbed()
      if (found) return automationHands.cancel(found)
      plainHold = plainHold === key ? null : plainHold
      plain.onRevert()
    },
  }
}
