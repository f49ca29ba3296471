import { shortcutOf } from '../app/commands.ts'
import { meterHolds, meterNames, setMeters, useMeterSettings } from '../app/meter-view.ts'
import { meterKinds, meterPoints } from '../live/meter-settings.ts'
import { player } from '../live/player.ts'
import type { MenuEntry } from '../ui/menu.tsx'

/** Everything that meters can be set to. */
export function meterMenu(): MenuEntry[] {
  const { kind, point, holdSeconds } = useMeterSettings.getState()
  const shortcut = (id: string) => {
    const keys = shortcutOf(id)
    return keys === undefined ? {} : { shortcut: keys }
  }
  return [
    ...meterKinds.map((each) => ({
      id: each,
      label: meterNames[each],
      checked: each === kind,
      run: () => setMeters({ kind: each }),
    })),
    'separator',
    ...meterPoints.map((each) => ({
      id: each,
      label: each === 'post' ? 'Behind the fader' : 'Before the fader',
      checked: each === point,
      ...(each === point ? {} : shortcut('meterPoint')),
      run: () => setMeters({ point: each }),
    })),
    'separator',
    ...meterHolds.map(({ seconds, label }) => ({
      id: label,
      label,
      checked: seconds === holdSeconds,
      run: () => setMeters({ holdSeconds: seconds }),
    })),
    'separator',
    { id: 'clear', label: 'Put out all clip lamps', ...shortcut('clearClips'), run: () => player.clearClips() },
  ]
}
