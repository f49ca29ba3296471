import { create } from 'zustand'
import type { Document, Id } from '../../shared/model/document.ts'
import type { RackStage } from '../../shared/model/rack.ts'
import { rackStretch, type Stretch } from '../../shared/model/rack-stretch.ts'
import { findDevice } from '../../shared/model/selectors.ts'
import { type LoudnessMatch, matchLoudness, unmatched } from './loudness-match.ts'
import { player } from './player.ts'

/** What is listened to closely: a device, or a rack from one stage to another; null stands for the rack's own ends. */
export type Subject =
  | { readonly kind: 'device'; readonly deviceId: Id }
  | { readonly kind: 'rack'; readonly ownerId: Id; readonly from: RackStage | null; readonly to: RackStage | null }

/** Only what it changes, or what comes into it as loud as what it gives. */
export type Hear = 'difference' | 'input'

interface AuditionState {
  /** Null: none. */
  subject: Subject | null
  hear: Hear
  /** What its input is turned by to be as loud as its output, in dB. */
  gainDb: number
  /** By how much more it would have to be turned up, where that would clip. */
  shortDb: number
}

const nothing: AuditionState = { subject: null, hear: 'difference', ...unmatched }

/** How closely the user listens: heard live alone, never in a bounce, and over when the project is left. */
export const useAudition = create<AuditionState>(() => nothing)

let project: Document | null = null
let stretch: Stretch | null = null
let match: LoudnessMatch | null = null

export function sameSubject(one: Subject | null, other: Subject | null): boolean {
  if (one === null || other === null) return one === other
  if (one.kind === 'device' || other.kind === 'device')
    return one.kind === 'device' && other.kind === 'device' && one.deviceId === other.deviceId
  return one.ownerId === other.ownerId && one.from === other.from && one.to === other.to
}

/** Where a subject stands in a document; null where there is nothing of it. */
export function stretchOf(document: Document, subject: Subject): Stretch | null {
  if (subject.kind === 'rack') return rackStretch(document, subject.ownerId, subject.from, subject.to)
  const { deviceId } = subject
  return findDevice(document, deviceId) ? { firstId: deviceId, lastId: deviceId } : null
}

function tell(): void {
  const { hear, gainDb } = useAudition.getState()
  player.hear(stretch && { ...stretch, hear, gainDb })
}

function begin(hear: Hear): void {
  match?.close()
  match =
    stretch && hear === 'input'
      ? matchLoudness(stretch, (matched) => {
          useAudition.setState(matched)
          tell()
        })
      : null
  tell()
}

/** Lets a subject be listened to closely; null, or one of which there is nothing: none. */
export function listenTo(subject: Subject | null, hear: Hear = 'difference'): void {
  stretch = subject && project && stretchOf(project, subject)
  useAudition.setState({ ...nothing, subject: stretch && subject, hear })
  begin(hear)
}

/** The same again ends it. */
export function toggleListening(subject: Subject, hear: Hear): void {
  listenTo(isListenedTo(subject, hear) ? null : subject, hear)
}

export function isListenedTo(subject: Subject, hear: Hear): boolean {
  const now = useAudition.getState()
  return sameSubject(now.subject, subject) && now.hear === hear
}

/** Follows a document: where the ends of what is listened to are others now, or gone, the sound goes along. */
export function followAudition(document: Document | null): void {
  project = document
  const { subject, hear } = useAudition.getState()
  if (subject === null) return
  const now = document && stretchOf(document, subject)
  if (now?.firstId === stretch?.firstId && now?.lastId === stretch?.lastId) return
  if (now === null) listenTo(null)
  else {
    stretch = now
    begin(hear)
  }
}

/** What a stretch is listened to for, if it is; for pictures. */
export function useHeard(subject: Subject): Hear | null {
  return useAudition((state) => (sameSubject(state.subject, subject) ? state.hear : null))
}
