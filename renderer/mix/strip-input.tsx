import { memo } from 'react'
import type { Track } from '../../shared/model/document.ts'
import { formatDb } from '../../shared/model/units.ts'
import { stripGesture } from '../app/linked-fader.ts'
import { sameTrack } from '../app/same-track.ts'
import { updateTrack } from '../app/strip-control.ts'
import { delayScale, trimScale } from '../app/strip-scales.ts'
import { toggleTrack } from '../app/strip-switches.ts'
import { useSampleRate } from '../document/hooks.ts'
import { Toggle } from '../ui/button.tsx'
import { Knob } from '../ui/knob.tsx'
import { MenuOpener } from '../ui/menu.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { channelMenu, channelNames } from './strip-menu.ts'

/** What a tall strip does before its inserts: trim and polarity, and where there is room channels and delay. */
export const StripInput = memo(
  function StripInput({ track, wide }: { track: Track; wide: boolean }) {
    const { id, name, trimDb } = track
    return (
      <>
        <div className="strip-input">
          <Knob
            label={`Trim, ${name}`}
            value={trimDb}
            scale={trimScale}
            defaultValue={0}
            origin={0}
            size={22}
            {...stripGesture(id, 'trimDb')}
          />
          {wide && <span className="strip-trim">{formatDb(trimDb)}</span>}
          <Toggle
            pressed={track.polarityInverted}
            label={`Polarity, ${name}`}
            onChange={() => toggleTrack(id, 'polarityInverted')}
          >
            Ø
          </Toggle>
        </div>
        {wide && (
          <div className="strip-channels">
            <MenuOpener
              className="strip-menu-button"
              label={`Channels, ${name}: ${channelNames[track.channelMode]}`}
              testId="strip-channels"
              entries={() => channelMenu(track)}
            >
              {channelNames[track.channelMode]}
            </MenuOpener>
            {track.kind !== 'master' && <DelayField track={track} />}
          </div>
        )}
      </>
    )
  },
  sameTrack('name', 'kind', 'trimDb', 'polarityInverted', 'channelMode', 'delayFrames'),
)

function DelayField({ track }: { track: Track }) {
  const sampleRate = useSampleRate()
  return (
    <NumberField
      label={`Delay, ${track.name}`}
      value={(track.delayFrames * 1000) / sampleRate}
      scale={delayScale(sampleRate)}
      onCommit={(ms) => updateTrack(track.id, { delayFrames: Math.round((ms * sampleRate) / 1000) })}
    />
  )
}
