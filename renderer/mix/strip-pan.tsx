import { memo } from 'react'
import type { Track } from '../../shared/model/document.ts'
import { stripGesture } from '../app/linked-fader.ts'
import { sameTrack } from '../app/same-track.ts'
import { panScale, widthScale } from '../app/strip-scales.ts'
import { useAutomated } from '../automation/use-automated.ts'
import { Knob } from '../ui/knob.tsx'
import { MenuOpener } from '../ui/menu.tsx'
import { lawText, panMenu, panModeNames } from './strip-menu.ts'

/** A strip's place. */
export const PanKnob = memo(
  function PanKnob({ track, size }: { track: Track; size: number }) {
    const automation = useAutomated(track.id, { kind: 'strip', param: 'pan' })
    return (
      <Knob
        label={`Pan, ${track.name}`}
        value={track.pan}
        scale={panScale}
        defaultValue={0}
        origin={0}
        size={size}
        {...automation}
        {...stripGesture(track.id, 'pan')}
      />
    )
  },
  sameTrack('name', 'pan'),
)

function WidthKnob({ track, size }: { track: Track; size: number }) {
  const automation = useAutomated(track.id, { kind: 'strip', param: 'panWidth' })
  return (
    <Knob
      label={`Width, ${track.name}`}
      value={track.panWidth}
      scale={widthScale}
      defaultValue={1}
      origin={0}
      size={size}
      {...automation}
      {...stripGesture(track.id, 'panWidth')}
    />
  )
}

/** Place, in the stereo mode width, and the mode with its law. */
export const StripPan = memo(
  function StripPan({ track, wide }: { track: Track; wide: boolean }) {
    const mode = panModeNames[track.panMode]
    return (
      <div className="strip-pan">
        <PanKnob track={track} size={22} />
        {track.panMode === 'stereo' && <WidthKnob track={track} size={22} />}
        <MenuOpener
          className="strip-menu-button"
          label={`Pan mode and law, ${track.name}: ${mode} ${lawText(track.panLaw)}`}
          testId="strip-pan-mode"
          entries={() => panMenu(track)}
        >
          {wide && track.panMode !== 'stereo' ? `${mode} ${lawText(track.panLaw)}` : mode}
        </MenuOpener>
      </div>
    )
  },
  sameTrack('name', 'pan', 'panWidth', 'panMode', 'panLaw'),
)
