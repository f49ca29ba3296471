import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { type Place, placeKey } from '../../shared/engine/mixer/probe.ts'
import type { Device, Id } from '../../shared/model/document.ts'
import { useTracks } from '../document/hooks.ts'
import type { Scope } from '../live/places.ts'
import { player } from '../live/player.ts'

/** Copies the newest frames of a sound, interleaved stereo, oldest first; returns how many, 0 while nothing plays. */
export type ScopeReader = (into: Float32Array) => number

/** A sound whose spectrum lies behind a curve. */
export interface SpectrumSource {
  readonly id: string
  readonly scope: Scope
  /** A colour token. */
  readonly colour: string
  /** Drawn as a line and not as an area. */
  readonly isLine?: boolean
}

/** Which spectra the editors show: before the device, behind it, and another strip's, to see what masks what. */
interface SpectrumChoice {
  readonly before: boolean
  readonly behind: boolean
  /** By device. */
  readonly others: Readonly<Record<Id, Id>>
}

export const useSpectrumChoice = create<SpectrumChoice>(() => ({ before: false, behind: true, others: {} }))

export function showSpectra(choice: Partial<Pick<SpectrumChoice, 'before' | 'behind'>>): void {
  useSpectrumChoice.setState(choice)
}

export function showOther(deviceId: Id, stripId: Id | null): void {
  useSpectrumChoice.setState(({ others }) => {
    const { [deviceId]: _, ...rest } = others
    return { others: stripId === null ? rest : { ...rest, [deviceId]: stripId } }
  })
}

/** Looks at a place while it is shown. */
function useScope(place: Place | null): Scope | null {
  const [scope, setScope] = useState<Scope | null>(null)
  const key = place && placeKey(place)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key tells places apart.
  useEffect(() => {
    if (!place) return
    const opened = player.openScope(place)
    setScope(opened)
    return () => {
      opened.close()
      setScope(null)
    }
  }, [key])
  return scope
}

/** The sound behind a device. */
export function useOutputScope(device: Device): Scope | null {
  return useScope({ kind: 'device', deviceId: device.id, at: 'output' })
}

/** The spectra that are shown for a device, the lowest layer first. */
export function useSpectra(device: Device): readonly SpectrumSource[] {
  const choice = useSpectrumChoice()
  const otherId = choice.others[device.id]
  const isThere = useTracks().some(({ id }) => id === otherId)
  const before = useScope(choice.before ? { kind: 'device', deviceId: device.id, at: 'input' } : null)
  const behind = useScope(choice.behind ? { kind: 'device', deviceId: device.id, at: 'output' } : null)
  const other = useScope(otherId !== undefined && isThere ? { kind: 'strip', stripId: otherId, at: 'pre' } : null)
  return [
    ...(behind ? [{ id: 'behind', scope: behind, colour: '--track-7' }] : []),
    ...(before ? [{ id: 'before', scope: before, colour: '--muted', isLine: true }] : []),
    ...(other ? [{ id: 'other', scope: other, colour: '--warn', isLine: true }] : []),
  ]
}
