import { memo } from 'react'
import type { Id, Track } from '../../shared/model/document.ts'
import { stripGesture } from '../app/linked-fader.ts'
import { sameTrack } from '../app/same-track.ts'
import { selectByHand } from '../app/select-by-hand.ts'
import { MuteToggle, SoloToggle } from '../app/strip-toggles.tsx'
import { selectedTrackIds, selectTrack, useView } from '../app/view-state.ts'
import { useAutomated } from '../automation/use-automated.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument, useTrack } from '../document/hooks.ts'
import { Fader } from '../ui/fader.tsx'
import { MenuOpener, useContextMenu } from '../ui/menu.tsx'
import { consoleOrder } from './console-order.ts'
import { FaderMarks } from './fader-marks.tsx'
import { InsertList, insertDrop } from './insert-list.tsx'
import { LinkChips } from './link-chips.tsx'
import { SendList } from './send-list.tsx'
import { StripInput } from './strip-input.tsx'
import { outputMenu, stripMenu } from './strip-menu.ts'
import { StripMeter } from './strip-meter.tsx'
import { StripName } from './strip-name.tsx'
import { StripNotes } from './strip-notes.tsx'
import { PanKnob, StripPan } from './strip-pan.tsx'
import { FaderTrim, StripValues } from './strip-values.tsx'

/** How a console shows its strips. */
export interface StripForm {
  /** Tall strips show input, output and pan mode too. */
  readonly tall: boolean
  readonly wide: boolean
  /** Whether any strip of the song is linked, so that all leave room for it. */
  readonly linked: boolean
}

/** Where a strip's sound goes: the master, one of the buses or a new one. */
const Output = memo(
  function Output({ track }: { track: Track }) {
    const name = useDocument((document) => document.tracks[track.outputId ?? '']?.name ?? '', '')
    if (track.kind === 'master') return <span className="strip-menu-button" aria-hidden />
    return (
      <MenuOpener
        className="strip-menu-button"
        label={`Output, ${track.name}: ${name}`}
        testId="strip-output"
        entries={() => outputMenu(track)}
      >
        {name}
      </MenuOpener>
    )
  },
  sameTrack('name', 'kind', 'songId', 'outputId'),
)

function idsInOrder(): Id[] {
  const { document, songId } = documentStore.getState()
  return document && songId !== null ? consoleOrder(document, songId).map(({ id }) => id) : []
}

/** A press on a control of one of several selected strips leaves them selected; one on its name or ground does not. */
function isOnControl(target: EventTarget): boolean {
  const control = target instanceof Element ? target.closest('button, input, [role=slider]') : null
  return control !== null && !control.classList.contains('strip-name')
}

function FaderWithMeter({ track, tall, marks }: { track: Track; tall: boolean; marks: boolean }) {
  const { id, name } = track
  const automation = useAutomated(id, { kind: 'strip', param: 'faderDb' })
  return (
    <>
      <div className="strip-fader">
        <Fader
          label={`Fader, ${name}`}
          value={track.faderDb}
          testId="fader"
          {...automation}
          {...stripGesture(id, 'faderDb')}
        />
        {marks && <FaderMarks />}
        <StripMeter trackId={id} name={name} tall={tall} />
      </div>
      {automation.followed && <FaderTrim track={track} />}
    </>
  )
}

interface StripProps extends StripForm {
  trackId: Id
}

/** One channel strip of the console. */
export const Strip = memo(function Strip({ trackId, tall, wide, linked }: StripProps) {
  const track = useTrack(trackId)
  const selected = useView((view) => view.selectedTrackId === trackId || view.alsoSelectedTrackIds.has(trackId))
  const openMenu = useContextMenu()
  if (!track) return null
  const { name, kind } = track
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: focus inside the strip selects it too.
    <div
      className="strip"
      role="group"
      aria-label={`Strip ${name}`}
      data-kind={kind}
      data-selected={selected || undefined}
      data-testid="strip"
      data-track={name}
      style={{ '--strip-colour': `var(--track-${track.colour})` } as React.CSSProperties}
      onClick={(event) => {
        if (isOnControl(event.target)) {
          if (!selectedTrackIds().includes(trackId)) selectTrack(trackId)
        } else selectByHand(event, trackId, idsInOrder)
      }}
      onFocus={(event) => {
        if (event.target.matches(':focus-visible') && !selectedTrackIds().includes(trackId)) selectTrack(trackId)
      }}
      onContextMenu={(event) => openMenu(event, name, stripMenu(track))}
      {...insertDrop(trackId)}
    >
      <div className="strip-head">
        <StripName track={track} />
        <StripNotes track={track} />
      </div>
      {linked && <LinkChips trackId={trackId} trackName={name} />}
      {tall && <StripInput track={track} wide={wide} />}
      <div className="strip-rack">
        <InsertList trackId={trackId} trackName={name} />
        {kind !== 'master' && <SendList track={track} wide={tall && wide} />}
      </div>
      {tall && <Output track={track} />}
      {tall && <StripPan track={track} wide={wide} />}
      <div className="strip-buttons">
        <MuteToggle track={track} />
        {kind !== 'master' && <SoloToggle track={track} />}
        {!tall && wide && <PanKnob track={track} size={22} />}
      </div>
      <FaderWithMeter track={track} tall={tall} marks={tall && wide} />
      <StripValues track={track} />
    </div>
  )
})
