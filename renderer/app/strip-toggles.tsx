import type { MouseEvent } from 'react'
import { memo } from 'react'
import type { Track } from '../../shared/model/document.ts'
import { useAutomated } from '../automation/use-automated.ts'
import { Toggle } from '../ui/button.tsx'
import { useContextMenu } from '../ui/menu.tsx'
import { sameTrack } from './same-track.ts'
import { clearAll, soloOnly, toggleTrack } from './strip-switches.ts'

/** The mute and solo buttons of a strip, wherever it is shown. */

interface StripToggleProps {
  track: Track
  testId?: string
}

function isAlone(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey
}

/** With Ctrl or Alt it turns over without the mutes that are linked to it. */
export const MuteToggle = memo(
  function MuteToggle({ track, testId }: StripToggleProps) {
    const { id, name, mute } = track
    const { followed, menu } = useAutomated(id, { kind: 'strip', param: 'mute' })
    const openMenu = useContextMenu()
    return (
      <Toggle
        tone="warn"
        pressed={mute}
        label={`Mute, ${name}`}
        shortcut="M"
        data-automation={followed?.mode}
        data-testid={testId}
        onChange={(_, event) => toggleTrack(id, 'mute', isAlone(event))}
        onContextMenu={(event) =>
          openMenu(event, `Mute, ${name}`, [
            { id: 'clear', label: 'Clear all mutes', run: () => clearAll('mute') },
            ...menu(),
          ])
        }
      >
        M
      </Toggle>
    )
  },
  sameTrack('name', 'mute'),
)

/** With Ctrl it solos the strip and no other, with Alt neither what is linked to it; with Shift it makes it solo-safe. */
export const SoloToggle = memo(
  function SoloToggle({ track, testId }: StripToggleProps) {
    const { id, name, solo, soloSafe } = track
    const openMenu = useContextMenu()
    return (
      <Toggle
        pressed={solo}
        label={`Solo, ${name}`}
        className={soloSafe ? 'toggle-safe' : ''}
        data-tip={`Solo, ${name}: ${solo ? 'on' : 'off'}${soloSafe ? ', solo-safe' : ''} (S). Ctrl-click: only this, Shift-click: solo-safe`}
        data-testid={testId}
        data-safe={soloSafe || undefined}
        onChange={(_, event) => {
          if (event.shiftKey) toggleTrack(id, 'soloSafe')
          else if (isAlone(event)) soloOnly(id, event.altKey)
          else toggleTrack(id, 'solo')
        }}
        onContextMenu={(event) =>
          openMenu(event, `Solo, ${name}`, [
            { id: 'only', label: 'Solo only this', shortcut: 'Ctrl-click', run: () => soloOnly(id, false) },
            {
              id: 'safe',
              label: 'Solo-safe',
              shortcut: 'Shift-click',
              checked: soloSafe,
              run: () => toggleTrack(id, 'soloSafe'),
            },
            { id: 'clear', label: 'Clear all solos', run: () => clearAll('solo') },
          ])
        }
      >
        S
      </Toggle>
    )
  },
  sameTrack('name', 'solo', 'soloSafe'),
)
