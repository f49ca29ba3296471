import { useRef, useState } from 'react'
import { DENSE_MOST_DB, isTooDense } from '../../shared/measure/limiting.ts'
import type { Device, Document, Id } from '../../shared/model/document.ts'
import { documentAsItSounds } from '../../shared/model/frozen-tracks.ts'
import { targetEdit, targetOfOwner } from '../../shared/model/rack-preset.ts'
import { formatDb, formatLevel, formatNumber } from '../../shared/model/units.ts'
import { setParams } from '../devices/device-actions.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument, useDocumentState } from '../document/hooks.ts'
import { notify, notifyError } from '../document/notices.ts'
import { offlineNow } from '../media/offline-store.ts'
import { Button, Toggle } from '../ui/button.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { DensityBadge } from './density-badge.tsx'
import type { Forecast, Forecaster } from './loudness-forecast.ts'
import { lufsScale } from './lufs-scale.ts'

/** What a rack without a target gets when one is wanted. */
const USUAL_TARGET_LUFS = -14

interface Work {
  fraction: number
  cancel: AbortController
}

/** A forecast, and the document it was made of. */
interface Known {
  readonly forecast: Forecast
  readonly targetLufs: number
  readonly of: Document | null
  /** Whether the limiter was driven so. */
  readonly isSet: boolean
}

interface LoudnessPanelProps {
  ownerId: Id
  /** The limiter at the end of the rack; undefined where there is none. */
  limiter: Device | undefined
  /** Whether it is the last thing the sound passes, and on. */
  isLast: boolean
  /** Undefined: the drive is found by itself in each render. */
  forecast: Forecaster | undefined
}

/** The rack's target, the button that finds the drive which meets it, and what the bounce will read. */
export function LoudnessPanel({ ownerId, limiter, isLast, forecast }: LoudnessPanelProps) {
  const [work, setWork] = useState<Work | null>(null)
  const [known, setKnown] = useState<Known | null>(null)
  const running = useRef(false)
  const targetLufs = useDocument((document) => targetOfOwner(document, ownerId), null)
  const settled = useDocumentState((state) => state.settled)

  const setTarget = (lufs: number | null) => {
    const { document } = documentStore.getState()
    if (document) void documentStore.edit(targetEdit(document, ownerId, lufs))
  }

  /** Drives the limiter so; what was forecast is of the document with that drive. */
  function drive(device: Device, made: Forecast, target: number): void {
    if (made.driveDb !== null) setParams(device, { drive: made.driveDb })
    setKnown({ forecast: made, targetLufs: target, of: documentStore.getState().settled, isSet: true })
  }

  async function find(): Promise<void> {
    if (!forecast || !settled || !limiter || targetLufs === null || running.current) return
    running.current = true
    const cancel = new AbortController()
    setWork({ fraction: 0, cancel })
    try {
      const made = await forecast({
        document: documentAsItSounds(settled, offlineNow()),
        onProgress: (fraction) => setWork({ fraction, cancel }),
        signal: cancel.signal,
      })
      if (!made)
        notify('warning', 'The rack does not end in a limiter that is on.', 'Put Loudness last and switch it on.')
      else if ((made.loudness?.limiting.mostDb ?? 0) > DENSE_MOST_DB)
        setKnown({ forecast: made, targetLufs, of: documentStore.getState().settled, isSet: false })
      else {
        drive(limiter, made, targetLufs)
        for (const note of made.notes) notify('warning', note)
      }
    } catch (error) {
      if (!cancel.signal.aborted) notifyError(error)
    } finally {
      running.current = false
      setWork(null)
    }
  }

  return (
    <div className="target-panel" role="group" aria-label="Target loudness">
      <div className="target-row">
        <Toggle
          className="toggle-wide"
          pressed={targetLufs !== null}
          label={`Bounce to a target: ${targetLufs === null ? 'Off' : 'On'}`}
          data-tip="Bounce to a target loudness, or leave the drive as it is set"
          onChange={(on) => setTarget(on ? USUAL_TARGET_LUFS : null)}
        >
          {targetLufs === null ? 'Off' : 'On'}
        </Toggle>
        <span className="target-label">Target</span>
        {targetLufs !== null && (
          <NumberField
            label="Target loudness"
            testId="target"
            className="target-field"
            value={targetLufs}
            scale={lufsScale}
            onCommit={setTarget}
          />
        )}
        {limiter && <DensityBadge deviceId={limiter.id} />}
      </div>
      {targetLufs !== null && !forecast && (
        <p className="target-note">Each track gets the drive that brings it there when the album is rendered.</p>
      )}
      {targetLufs !== null && limiter && forecast && (
        <div className="target-row">
          {work ? (
            <>
              <progress className="progress" value={work.fraction} aria-label="Finding the drive" />
              <Button onClick={() => work.cancel.abort()}>Cancel</Button>
            </>
          ) : (
            <Button
              onClick={() => void find()}
              disabled={!isLast}
              data-tip="Renders the song and sets the drive at which it meets the target, so that you hear what the bounce will be"
            >
              Set drive to target
            </Button>
          )}
        </div>
      )}
      {!isLast && limiter && forecast && (
        <p className="target-warning">A bounce meets no target: the last device that is on is no limiter.</p>
      )}
      {known && !work && limiter && (
        <Reading
          known={known}
          isStale={settled !== known.of}
          onForce={() => drive(limiter, known.forecast, known.targetLufs)}
        />
      )}
    </div>
  )
}

interface ReadingProps {
  known: Known
  /** The document is another one now. */
  isStale: boolean
  onForce: () => void
}

/** What the bounce will read, or why the target was left alone. */
function Reading({ known: { forecast, targetLufs, isSet }, isStale, onForce }: ReadingProps) {
  const { loudness, driveDb } = forecast
  if (!loudness || driveDb === null) return null
  const { mostDb, meanDb } = loudness.limiting
  if (!isSet)
    return (
      <div className="target-warning" role="status" data-testid="target-dense">
        <p>
          {formatNumber(targetLufs, 1)} LUFS takes up to {formatNumber(mostDb, 1)} dB of limiting: the drive was left as
          it is. Choose a lower target, or even the mix out before.
        </p>
        <Button onClick={onForce}>Drive it all the same</Button>
      </div>
    )
  const dense = isTooDense(loudness.limiting)
  return (
    <p className="target-reading" data-stale={isStale || undefined} data-testid="target-reading">
      bounce will read
      <strong>{formatLevel(loudness.integratedLufs)} LUFS</strong>
      <span className="target-solved">drive {formatDb(driveDb)}</span>
      <span data-dense={dense || undefined}>
        takes up to {formatNumber(mostDb, 1)} dB, {formatNumber(meanDb, 1)} in the mean
      </span>
      {isStale && <span>before your last change</span>}
    </p>
  )
}
