import { useEffect, useState } from 'react'
import type { TempoCandidate } from '../../shared/measure/detect-tempo.ts'
import type { Clip } from '../../shared/model/document.ts'
import { setView, useView } from '../app/view-state.ts'
import { selectedClips } from '../arrange/clip-actions.ts'
import { documentStore } from '../document/document-store.ts'
import { useSampleRate } from '../document/hooks.ts'
import { formatTime } from '../document/musical-time.ts'
import { newId } from '../document/new-id.ts'
import { explain } from '../document/notices.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { detectTempo } from './detect-tempo.ts'
import { fallsOnBeat, findingEdit, settledBpm } from './tempo-finding.ts'
import './tempo.css'

type Finding =
  | { readonly state: 'listening'; readonly fraction: number }
  | { readonly state: 'found'; readonly candidates: readonly TempoCandidate[] }
  | { readonly state: 'failed'; readonly message: string }

/** Listens as soon as it is shown, and no longer than that. */
function useFinding(clip: Clip): Finding {
  const [finding, setFinding] = useState<Finding>({ state: 'listening', fraction: 0 })
  useEffect(() => {
    const cancel = new AbortController()
    const { document } = documentStore.getState()
    if (!document) return
    detectTempo(document, clip, (fraction) => setFinding({ state: 'listening', fraction }), cancel.signal).then(
      (candidates) => setFinding({ state: 'found', candidates }),
      (error: unknown) => {
        if (!cancel.signal.aborted) setFinding({ state: 'failed', message: explain(error).message })
      },
    )
    return () => cancel.abort()
  }, [clip])
  return finding
}

function close(): void {
  setView({ overlay: null })
}

function Candidates({ clip, candidates }: { clip: Clip; candidates: readonly TempoCandidate[] }) {
  const [chosen, setChosen] = useState(0)
  const [wantsBar, setWantsBar] = useState<boolean | null>(null)
  const sampleRate = useSampleRate()
  const found = candidates[chosen]!
  const { document, songId } = documentStore.getState()
  const song = document && songId ? document.songs[songId] : undefined
  if (!document || !song) return null
  // Where the beats fall on the song's already, its bars are likely right.
  const withBar = wantsBar ?? !fallsOnBeat(document, song, clip, found)
  function apply(): void {
    close()
    if (document && song) void documentStore.edit(findingEdit(document, song, clip, found, withBar, newId()))
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        apply()
      }}
    >
      <fieldset className="tempo-candidates">
        <legend className="visually-hidden">Tempos that were found</legend>
        {candidates.map(({ bpm, confidence }, index) => (
          <label key={bpm} className="tempo-candidate" data-testid="tempo-candidate">
            <input
              type="radio"
              name="tempo"
              // biome-ignore lint/a11y/noAutofocus: what was found is what the window was opened for.
              autoFocus={index === 0}
              checked={index === chosen}
              onChange={() => setChosen(index)}
            />
            <strong>{settledBpm(bpm).toFixed(2)} BPM</strong>
            <meter min={0} max={1} value={confidence} aria-label="Confidence" />
            <span className="tempo-muted">{Math.round(confidence * 100)} %</span>
          </label>
        ))}
      </fieldset>
      <label className="tempo-check">
        <input type="checkbox" checked={withBar} onChange={(event) => setWantsBar(event.target.checked)} />
        Let a bar begin on its first beat, at {formatTime(clip.startFrame + found.firstBeatFrame, sampleRate, 3)}
      </label>
      <p className="tempo-muted">
        Bar lines move, clips stay where they are: the bar comes from a time signature on that beat, and the bar before
        it may come out short.
      </p>
      <div className="dialog-actions">
        <Button onClick={close}>Cancel</Button>
        <button type="submit" className="button button-primary">
          Set {settledBpm(found.bpm).toFixed(2)} BPM
        </button>
      </div>
    </form>
  )
}

function Listening({ clip }: { clip: Clip }) {
  const finding = useFinding(clip)
  if (finding.state === 'found' && finding.candidates.length > 0)
    return <Candidates clip={clip} candidates={finding.candidates} />
  return (
    <>
      {finding.state === 'listening' && (
        <>
          <p>Listening to “{clip.name}”…</p>
          <progress className="tempo-progress" value={finding.fraction} aria-label="Listening" />
        </>
      )}
      {finding.state === 'found' && (
        <p role="alert">No beat was found in “{clip.name}”. Try a clip of drums, or tap the tempo while it plays.</p>
      )}
      {finding.state === 'failed' && <p role="alert">{finding.message}</p>}
      <div className="dialog-actions">
        <Button onClick={close}>{finding.state === 'listening' ? 'Cancel' : 'Close'}</Button>
      </div>
    </>
  )
}

/** Finds the tempo of the selected clip and sets it. */
export function DetectTempoDialog() {
  const isOpen = useView((view) => view.overlay === 'detectTempo')
  // The clip as it was when the window opened; nothing behind it changes meanwhile.
  const [clip, setClip] = useState<Clip | null>(null)
  useEffect(() => setClip(isOpen ? (selectedClips()[0] ?? null) : null), [isOpen])
  return (
    <Dialog title="Tempo of the clip" isOpen={isOpen && clip !== null} onClose={close} width={420}>
      {clip && <Listening clip={clip} />}
    </Dialog>
  )
}
