import type { AutomationLane, AutomationTarget, Id } from '../../shared/model/document.ts'
import type { Edit, SingleEdit } from '../../shared/model/edits/edit.ts'
import { linkedTracks } from '../../shared/model/link-group.ts'
import { FaderMemory, type LinkedFader, moveLinked } from '../../shared/model/linked-faders.ts'
import { automationHands, playedValue, readyLane } from '../automation/automation-hands.ts'
import { documentStore, type Gesture } from '../document/document-store.ts'
import { player } from '../live/player.ts'
import type { HandKeys, ValueEvents } from '../ui/use-value-gesture.ts'
import { type StripValueKey, valueGesture } from './strip-control.ts'

/** A fader, and with it those that are linked: one hand, one step of undo, however many strips. */

const target: AutomationTarget = { kind: 'strip', param: 'faderDb' }
const memory = new FaderMemory()

/** What a hand on one of several linked faders holds. */
interface Hold {
  readonly trackId: Id
  readonly faders: ReadonlyMap<Id, LinkedFader>
  /** The lanes it writes, by strip; the other strips' own values it moves. */
  readonly lanes: ReadonlyMap<Id, AutomationLane>
  gesture: Gesture | null
  moved: boolean
}

/** There is one hand. */
let hold: Hold | null = null
/** The strip whose fader is moved by itself in this gesture. */
let loneId: Id | null = null

/** The strips that go along; the strip alone where it is held so. */
function members(trackId: Id, keys: HandKeys | undefined): Id[] {
  const { document } = documentStore.getState()
  return document && !keys?.alone ? linkedTracks(document, trackId, 'faders') : [trackId]
}

function take(trackId: Id, ids: readonly Id[], value: number): Hold {
  const { settled } = documentStore.getState()
  const values = new Map<Id, number>()
  const lanes = new Map<Id, AutomationLane>()
  for (const id of ids) {
    const lane = readyLane(id, target)
    if (lane) lanes.set(id, lane)
    values.set(id, id === trackId ? value : (playedValue(id, target) ?? settled?.tracks[id]?.faderDb ?? 0))
  }
  for (const [id, lane] of lanes) automationHands.grab(lane, values.get(id)!, `hand ${trackId}`)
  return { trackId, faders: memory.read(values), lanes, gesture: null, moved: false }
}

function editOf({ trackId, lanes }: Hold, moved: ReadonlyMap<Id, LinkedFader>): Edit | null {
  const { settled } = documentStore.getState()
  const edits = [...moved].flatMap(([id, { db }]): SingleEdit[] =>
    lanes.has(id) || settled?.tracks[id]?.faderDb === db
      ? []
      : [{ type: 'updateTrack', trackId: id, set: { faderDb: db } }],
  )
  if (edits.length === 0) return null
  const name = settled?.tracks[trackId]?.name.slice(0, 150) ?? ''
  return { type: 'batch', label: `Fader: ${name} and ${moved.size - 1} linked`, edits }
}

/** Draws and sounds where the faders go, and gives back the edit that they are and where they stand. */
function move(held: Hold, db: number) {
  const moved = moveLinked(held.faders, held.trackId, db)
  held.moved = true
  for (const [id, fader] of moved) {
    const lane = held.lanes.get(id)
    if (lane) automationHands.move(lane, fader.db)
    else player.previewStrip(id, 'faderDb', fader.db)
  }
  return { moved, edit: editOf(held, moved) }
}

/** Lets the lanes go; with `keep` false nothing that was done to them is written. */
function letLanesGo({ lanes }: Hold, keep: boolean): void {
  if (keep) automationHands.letGo(...lanes.values())
  else for (const lane of lanes.values()) automationHands.cancel(lane)
}

function faderGesture(trackId: Id): ValueEvents {
  const single = valueGesture(trackId, 'faderDb')
  const end = () => {
    hold = null
    loneId = null
  }
  /** The hold of this gesture, taken now if there is none; null: the fader moves by itself. */
  const held = (value: number, keys: HandKeys | undefined): Hold | null => {
    if (loneId === trackId) return null
    if (hold?.trackId === trackId) {
      if (hold.moved || !keys?.alone) return hold
      // The key came after the hand: the others stay.
      letLanesGo(hold, false)
      hold = null
      loneId = trackId
      single.onTake?.(value, keys)
      return null
    }
    const ids = members(trackId, keys)
    if (ids.length > 1) hold = take(trackId, ids, startOf(value))
    else loneId = trackId
    return hold
  }
  /** Where the fader stood before the first value of a gesture that nothing took hold of, such as a typed one. */
  const startOf = (value: number) =>
    playedValue(trackId, target) ?? documentStore.getState().settled?.tracks[trackId]?.faderDb ?? value
  return {
    onTake(value, keys) {
      end()
      const ids = members(trackId, keys)
      if (ids.length > 1) {
        hold = take(trackId, ids, value)
        return
      }
      loneId = trackId
      single.onTake?.(value, keys)
    },
    onPreview(value, keys) {
      const linked = held(value, keys)
      if (!linked) return single.onPreview(value, keys)
      const { edit } = move(linked, value)
      if (!edit) return
      linked.gesture ??= documentStore.begin()
      linked.gesture.preview(edit)
    },
    onCommit(value, keys) {
      const linked = held(value, keys)
      end()
      if (!linked) return single.onCommit(value, keys)
      const { edit, moved } = move(linked, value)
      memory.keep(moved)
      letLanesGo(linked, true)
      if (edit && linked.gesture) void linked.gesture.commit(edit)
      else if (edit) void documentStore.edit(edit)
      else linked.gesture?.revert()
    },
    onLetGo() {
      const linked = hold
      end()
      if (linked) letLanesGo(linked, true)
      else single.onLetGo?.()
    },
    onRevert() {
      const linked = hold
      end()
      if (!linked) return single.onRevert()
      letLanesGo(linked, false)
      linked.gesture?.revert()
      const { settled } = documentStore.getState()
      for (const id of linked.faders.keys()) {
        const own = settled?.tracks[id]?.faderDb
        if (own !== undefined && !linked.lanes.has(id)) player.previewStrip(id, 'faderDb', own)
      }
    },
  }
}

/** A strip's fader with those linked to it, or its trim, pan or width. */
export function stripGesture(trackId: Id, key: StripValueKey): ValueEvents {
  return key === 'faderDb' ? faderGesture(trackId) : valueGesture(trackId, key)
}
