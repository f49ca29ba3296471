import type { Id, Track } from '../../shared/model/document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { recordedGesture } from '../automation/automation-hands.ts'
import { documentStore, type Gesture } from '../document/document-store.ts'
import { player } from '../live/player.ts'
import type { ValueEvents } from '../ui/use-value-gesture.ts'

/** The strip parameters that a hand moves. */
export type StripValueKey = 'faderDb' | 'faderTrimDb' | 'trimDb' | 'pan' | 'panWidth'

let hand: { key: string; gesture: Gesture } | null = null

/**
 * One control's way into the document: previews draw and sound at once, the last one becomes a single edit. `makeEdit`
 * and `hear` are called with every value, and null is a value that changes nothing; `settled` gives the value to hear again
 * when the hand lets go without one.
 */
export function documentGesture(
  key: string,
  makeEdit: (value: number) => Edit | null,
  hear: (value: number) => void,
  settled: () => number | undefined,
): ValueEvents {
  const held = () => {
    if (hand?.key !== key) hand = { key, gesture: documentStore.begin() }
    return hand.gesture
  }
  return {
    onPreview(value) {
      const edit = makeEdit(value)
      if (edit) held().preview(edit)
      hear(value)
    },
    onCommit(value) {
      const gesture = held()
      hand = null
      hear(value)
      const edit = makeEdit(value)
      if (edit) void gesture.commit(edit)
      else gesture.revert()
    },
    onRevert() {
      held().revert()
      hand = null
      const value = settled()
      if (value !== undefined) hear(value)
    },
  }
}

/** A strip's trim, pan or width, or its fader by itself. */
export function valueGesture(trackId: Id, key: StripValueKey): ValueEvents {
  const plain = documentGesture(
    `${trackId} ${key}`,
    (value) => ({ type: 'updateTrack', trackId, set: { [key]: value } }),
    (value) => player.previewStrip(trackId, key, value),
    () => documentStore.getState().settled?.tracks[trackId]?.[key],
  )
  if (key === 'trimDb' || key === 'faderTrimDb') return plain
  return recordedGesture(trackId, { kind: 'strip', param: key }, plain)
}

/** A send's level or place. */
export function sendGesture(trackId: Id, sendId: Id, key: 'levelDb' | 'pan'): ValueEvents {
  const plain = documentGesture(
    `${trackId} ${sendId} ${key}`,
    (value) => ({ type: 'updateSend', trackId, sendId, set: { [key]: value } }),
    (value) => player.previewSend(trackId, sendId, key, value),
    () => documentStore.getState().settled?.sends[trackId]?.[sendId]?.[key],
  )
  return recordedGesture(trackId, { kind: 'send', sendId, param: key }, plain)
}

/** A parameter of an insert or a rack stage. */
export function deviceGesture(ownerId: Id, deviceId: Id, paramId: string, defaultValue: number): ValueEvents {
  const plain = documentGesture(
    `${deviceId} ${paramId}`,
    (value) => ({ type: 'setDeviceParams', ownerId, deviceId, params: { [paramId]: value } }),
    (value) => player.previewDevice(deviceId, paramId, value),
    () => documentStore.getState().settled?.devices[ownerId]?.[deviceId]?.params[paramId] ?? defaultValue,
  )
  return recordedGesture(ownerId, { kind: 'device', deviceId, param: paramId }, plain)
}

/** Sets fields of a track as one edit. */
export function updateTrack(trackId: Id, set: Partial<Omit<Track, 'id' | 'songId' | 'kind'>>): void {
  void documentStore.edit({ type: 'updateTrack', trackId, set })
}
