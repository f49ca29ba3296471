import { useRef } from 'react'
import type { Song } from '../../shared/model/document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { frameAt } from '../arrange/clip-drag.ts'
import { useSampleRate, useTempoMap } from '../document/hooks.ts'
import { formatBars, formatTime } from '../document/musical-time.ts'
import { addSignature, useJustAdded } from './tempo-actions.ts'
import { type SignaturePlace, signaturePlaceEdit } from './tempo-places.ts'
import { signatureOf, signatureScale, signatureValue } from './tempo-scales.ts'
import { TimelineHandle } from './timeline-handle.tsx'
import { type SnapPlace, useSignaturePlaces, useSnapPlace } from './use-tempo-places.ts'

const handleTop = 10

interface SignatureMarkProps {
  place: SignaturePlace
  typing: boolean
  snap: SnapPlace
}

function SignatureMark({ place, typing, snap }: SignatureMarkProps) {
  const map = useTempoMap()
  const sampleRate = useSampleRate()
  const { id, songId, frame, beatsPerBar, beatUnit } = place
  const text = `${beatsPerBar}/${beatUnit}`
  const where = `bar ${formatBars(frame, map).split('.')[0]}, ${formatTime(frame, sampleRate, 1)}`

  function setFrame(to: number, free: boolean): Edit | null {
    const target = snap(id, to, free)
    return id === null || target < 1 ? null : signaturePlaceEdit(place, { frame: target })
  }

  return (
    <TimelineHandle
      frame={frame}
      top={handleTop}
      label={`Time signature ${text} from ${where}`}
      tip={`${text} from ${where}. A bar begins here; the one before may come out short. Bar lines move, clips stay.`}
      valueName="Time signature"
      value={signatureValue(place)}
      scale={signatureScale}
      setValue={(value) => signaturePlaceEdit(place, signatureOf(value))}
      setFrame={setFrame}
      remove={id === null ? null : () => ({ type: 'removeTimeSignature', songId, signatureId: id })}
      typing={typing}
      className="signature-mark"
      testId="signature-mark"
    >
      {text}
    </TimelineHandle>
  )
}

/** The song's time signatures. A double click adds one. */
export function SignatureRow({ song }: { song: Song }) {
  const root = useRef<HTMLDivElement>(null)
  const snap = useSnapPlace(song)
  const justAdded = useJustAdded((state) => state.id)
  return (
    <div
      ref={root}
      className="signature-row"
      role="group"
      aria-label="Time signatures"
      data-tip="Double click adds a time signature. Bar lines move, clips stay."
      data-testid="signature-row"
      onDoubleClick={(event) => addSignature(snap(null, frameAt(event.clientX, root.current!), event.shiftKey))}
    >
      {useSignaturePlaces(song).map((place) => (
        <SignatureMark
          key={place.id ?? 'own'}
          place={place}
          typing={place.id !== null && place.id === justAdded}
          snap={snap}
        />
      ))}
    </div>
  )
}
