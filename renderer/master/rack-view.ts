import { create } from 'zustand'
import type { Id } from '../../shared/model/document.ts'
import type { RackStage } from '../../shared/model/rack.ts'

/** What the user looks at and listens against on the rack that is on the page: no part of the document. */
interface RackView {
  /** Whose rack is on the page: a song's or the album's. Null while none is. */
  ownerId: Id | null
  /** The stage that is open with all its devices. */
  openStage: RackStage | null
  /** The device of it whose editor is shown. */
  deviceId: Id | null
  /** Whether the match to a reference was asked for. */
  matching: boolean
  /** Before which stage the sound is taken that `B` compares with; null: before the whole rack. */
  before: RackStage | null
}

export const useRackView = create<RackView>(() => ({
  ownerId: null,
  openStage: null,
  deviceId: null,
  matching: false,
  before: null,
}))

export function showStage(openStage: RackStage | null, deviceId: Id | null = null): void {
  useRackView.setState({ openStage, deviceId, matching: false })
}

/** Opens the match to a reference, with its equalizer where there is one. */
export function showMatch(): void {
  useRackView.setState({ openStage: 'correct', deviceId: null, matching: true })
}
