import { create } from 'zustand'
import type { ParamValues } from '../../shared/engine/devices/device.ts'
import type { Device, Document, Id } from '../../shared/model/document.ts'
import { fullParams, sameParams } from '../../shared/model/full-params.ts'
import { findDevice } from '../../shared/model/selectors.ts'
import { documentStore } from '../document/document-store.ts'
import { setSetting } from './device-actions.ts'

/**
 * Two settings of each device, A and B, for as long as the project is open. The device has one of them; the other waits.
 * Changing over is an edit like any other, so that undo takes it back, and the letter follows.
 */

export type Side = 'A' | 'B'

interface Pair {
  readonly side: Side
  readonly settings: Readonly<Record<Side, ParamValues>>
}

const useCompared = create<{ pairs: Readonly<Record<Id, Pair>> }>(() => ({ pairs: {} }))

export function otherSide(side: Side): Side {
  return side === 'A' ? 'B' : 'A'
}

/** The pair as it is once the device has these parameters: what undo brought back is the side that had it. */
export function followPair(kind: Device['kind'], pair: Pair, params: ParamValues): Pair {
  const { side, settings } = pair
  if (sameParams(kind, params, settings[side])) return pair
  const other = otherSide(side)
  if (sameParams(kind, params, settings[other])) return { side: other, settings }
  return { side, settings: { ...settings, [side]: fullParams(kind, params) } }
}

function setPair(deviceId: Id, pair: Pair): void {
  useCompared.setState(({ pairs }) => ({ pairs: { ...pairs, [deviceId]: pair } }))
}

let projectId: Id | null = null

function follow(document: Document | null): void {
  const { pairs } = useCompared.getState()
  if ((document?.project.id ?? null) !== projectId) {
    projectId = document?.project.id ?? null
    if (Object.keys(pairs).length > 0) useCompared.setState({ pairs: {} })
    return
  }
  if (!document) return
  for (const [deviceId, pair] of Object.entries(pairs)) {
    const device = findDevice(document, deviceId)
    const next = device && followPair(device.kind, pair, device.params)
    if (next && next !== pair) setPair(deviceId, next)
  }
}

documentStore.subscribe((state, before) => {
  if (state.settled !== before.settled) follow(state.settled)
})

function pairOf(device: Device): Pair {
  const known = useCompared.getState().pairs[device.id]
  if (known) return known
  const params = fullParams(device.kind, device.params)
  return { side: 'A', settings: { A: params, B: params } }
}

/** Which of its two settings a device has, and whether they differ. */
export function useSide(device: Device): { side: Side; differ: boolean } {
  const pair = useCompared(({ pairs }) => pairs[device.id])
  if (!pair) return { side: 'A', differ: false }
  const other = pair.settings[otherSide(pair.side)]
  return { side: pair.side, differ: !sameParams(device.kind, device.params, other) }
}

/** Changes to one of a device's settings. */
export function turnTo(device: Device, side: Side): void {
  const pair = pairOf(device)
  if (pair.side === side) return
  const settings = { ...pair.settings, [pair.side]: fullParams(device.kind, device.params) }
  setPair(device.id, { side, settings })
  if (!sameParams(device.kind, device.params, settings[side]))
    setSetting(device, { ...settings[side] }, `setting ${side}`)
}

/** Changes to the other one. */
export function turnOver(device: Device): void {
  turnTo(device, otherSide(pairOf(device).side))
}

/** Makes the setting that waits the same as the one the device has. */
export function copyToOther(device: Device): void {
  const params = fullParams(device.kind, device.params)
  setPair(device.id, { side: pairOf(device).side, settings: { A: params, B: params } })
}
