import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { DeviceKind } from '../../shared/model/document.ts'

/** What fits on an insert slot. */
export function shortName(kind: DeviceKind): string {
  return kind === 'eq' ? 'EQ' : deviceSpecs[kind].name
}
