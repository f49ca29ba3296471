import type { Device } from '../../shared/model/document.ts'
import { player } from '../live/player.ts'
import type { ScopeReader } from './live-spectrum.ts'

/** A sound whose spectrum lies behind a curve. */
export interface SpectrumSource {
  readonly id: string
  readonly read: ScopeReader
  /** A colour token. */
  readonly colour: string
  /** Drawn as a line and not as an area. */
  readonly isLine?: boolean
}

const heard: SpectrumSource = { id: 'heard', read: (into) => player.readScope(into), colour: '--track-7' }

/** The spectra that can be shown for a device: what is heard, where it leaves this device. */
export function useSpectra(_device: Device, onMaster: boolean): readonly SpectrumSource[] {
  return onMaster ? [heard] : []
}
