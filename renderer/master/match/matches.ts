import { create } from 'zustand'
import { matchCurve, USUAL_SMOOTHING } from '../../../shared/measure/match-curve.ts'
import type { Device, Id, Reference } from '../../../shared/model/document.ts'
import { documentAsItSounds } from '../../../shared/model/frozen-tracks.ts'
import { matchEdits } from '../../../shared/model/match-edits.ts'
import { findDevice } from '../../../shared/model/selectors.ts'
import { documentStore } from '../../document/document-store.ts'
import { newId } from '../../document/new-id.ts'
import { notifyError } from '../../document/notices.ts'
import { offlineNow } from '../../media/offline-store.ts'
import { showStage } from '../rack-view.ts'
import { analyseMatch, type MatchSpectra, type SoundRenderer } from './analyse-match.ts'

/** A match that was made: what was heard then, for its picture and for another smoothing of its curve. */
export interface Match {
  readonly spectra: MatchSpectra
  readonly referenceId: Id
  readonly referenceName: string
  readonly smoothingOctaves: number
}

interface Matches {
  /** By the match equalizer's id, for as long as the window is open. */
  readonly made: Readonly<Record<Id, Match>>
  readonly work: { readonly fraction: number; readonly cancel: AbortController } | null
}

export const useMatches = create<Matches>(() => ({ made: {}, work: null }))

function remember(deviceId: Id, match: Match): void {
  useMatches.setState(({ made }) => ({ made: { ...made, [deviceId]: match } }))
}

/** Gives a match equalizer the curve of a match, as one step; one that is not there yet comes. */
async function setCurve(ownerId: Id, device: Device | undefined, match: Match): Promise<void> {
  const { settled } = documentStore.getState()
  if (!settled) return
  const { spectra, smoothingOctaves, referenceName } = match
  const curve = matchCurve(spectra.own, spectra.reference, smoothingOctaves)
  const id = device?.id ?? newId()
  const edits = matchEdits(settled, ownerId, device, curve, id)
  const label = `Match to ${referenceName}`.slice(0, 200)
  if (!(await documentStore.edit({ type: 'batch', label, edits }))) return
  remember(id, match)
  if (!device) showStage('correct', id)
}

/** Listens to both and sets the curve. Says what goes wrong; a cancelled match changes nothing. */
export async function makeMatch(
  ownerId: Id,
  device: Device | undefined,
  reference: Reference,
  render: SoundRenderer,
): Promise<void> {
  const { settled } = documentStore.getState()
  if (!settled || useMatches.getState().work) return
  const cancel = new AbortController()
  useMatches.setState({ work: { fraction: 0, cancel } })
  try {
    const spectra = await analyseMatch({
      document: documentAsItSounds(settled, offlineNow()),
      ownerId,
      deviceId: device?.id,
      reference,
      render,
      onProgress: (fraction) => useMatches.setState({ work: { fraction, cancel } }),
      signal: cancel.signal,
    })
    // It may be another one, or gone, after so long.
    const now = documentStore.getState().settled
    const there = device && now ? findDevice(now, device.id) : undefined
    const smoothingOctaves = (device && useMatches.getState().made[device.id]?.smoothingOctaves) ?? USUAL_SMOOTHING
    await setCurve(ownerId, there, {
      spectra,
      referenceId: reference.id,
      referenceName: reference.name,
      smoothingOctaves,
    })
  } catch (error) {
    if (!cancel.signal.aborted) notifyError(error)
  } finally {
    useMatches.setState({ work: null })
  }
}

/** Smooths the curve of a match over more or less of the spectrum. */
export function smoothMatch(device: Device, smoothingOctaves: number): void {
  const match = useMatches.getState().made[device.id]
  if (match) void setCurve(device.ownerId, device, { ...match, smoothingOctaves })
}
