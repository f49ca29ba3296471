import { useRef, useState } from 'react'
import type { Device, Song } from '../../shared/model/document.ts'
import { documentAsItSounds } from '../../shared/model/frozen-tracks.ts'
import { formatDb } from '../../shared/model/units.ts'
import { solveSongDrive } from '../bounce/bounce.ts'
import { setParams } from '../devices/device-actions.ts'
import { documentStore } from '../document/document-store.ts'
import { notify, notifyError } from '../document/notices.ts'
import { offlineNow } from '../media/offline-store.ts'
import { Button, Toggle } from '../ui/button.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { lufsScale } from './lufs-scale.ts'

/** What a song without a target gets when one is wanted. */
const USUAL_TARGET_LUFS = -14

interface Work {
  fraction: number
  cancel: AbortController
}

/** The song's target, and the button that sets the limiter's drive so that it is heard as it will be bounced. */
export function TargetPanel({ song, limiter }: { song: Song; limiter: Device }) {
  const [work, setWork] = useState<Work | null>(null)
  const [solved, setSolved] = useState<string | null>(null)
  const running = useRef(false)

  const setTarget = (targetLufs: number | null) =>
    void documentStore.edit({ type: 'updateSong', songId: song.id, set: { targetLufs } })

  async function match(): Promise<void> {
    const { settled } = documentStore.getState()
    if (!settled || running.current) return
    running.current = true
    const cancel = new AbortController()
    setWork({ fraction: 0, cancel })
    try {
      const summary = await solveSongDrive({
        document: documentAsItSounds(settled, offlineNow()),
        songId: song.id,
        onProgress: (fraction) => setWork({ fraction, cancel }),
        signal: cancel.signal,
      })
      if (summary?.driveDb != null) {
        setParams(limiter, { drive: summary.driveDb })
        setSolved(`drive ${formatDb(summary.driveDb)}`)
        for (const note of summary.notes) notify('warning', note)
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
      <Toggle
        className="toggle-wide"
        pressed={song.targetLufs !== null}
        label={`Bounce to a target: ${song.targetLufs === null ? 'Off' : 'On'}`}
        data-tip="Bounce to a target loudness, or leave the drive as it is set"
        onChange={(on) => setTarget(on ? USUAL_TARGET_LUFS : null)}
      >
        {song.targetLufs === null ? 'Off' : 'On'}
      </Toggle>
      <span className="target-label">Target</span>
      {song.targetLufs !== null && (
        <>
          <NumberField
            label="Target loudness"
            testId="target"
            className="target-field"
            value={song.targetLufs}
            scale={lufsScale}
            onCommit={setTarget}
          />
          {work ? (
            <>
              <progress className="progress" value={work.fraction} aria-label="Finding the drive" />
              <Button onClick={() => work.cancel.abort()}>Cancel</Button>
            </>
          ) : (
            <Button
              onClick={() => void match()}
              data-tip="Renders the song and sets the drive at which it meets the target, so that you hear what the bounce will be"
            >
              Set drive to target
            </Button>
          )}
          {solved && !work && <span className="target-solved">{solved}</span>}
        </>
      )}
    </div>
  )
}
