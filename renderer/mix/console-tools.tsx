import { Columns3, RectangleVertical } from 'lucide-react'
import { clearAll, countOn } from '../app/strip-switches.ts'
import { setView, useView } from '../app/view-state.ts'
import { useDocument } from '../document/hooks.ts'
import { IconButton } from '../ui/button.tsx'
import './console-tools.css'

const lampNames = { solo: { one: 'solo', more: 'solos' }, mute: { one: 'mute', more: 'mutes' } } as const

/** Lit while any strip of the song is soloed (or muted), which it tells how many are; a click clears them all. */
function ClearLamp({ of, shortcut }: { of: 'solo' | 'mute'; shortcut: string | undefined }) {
  const count = useDocument((document, songId) => countOn(document, songId, of), 0)
  const { one, more } = lampNames[of]
  const letter = of === 'solo' ? 'S' : 'M'
  const tip = count === 0 ? `No ${more}` : `${count} ${count === 1 ? one : more}: click clears`
  return (
    <button
      type="button"
      className={`clear-lamp clear-${of}`}
      data-lit={count > 0 || undefined}
      data-testid={`clear-${of}`}
      aria-disabled={count === 0}
      aria-label={count === 0 ? `${letter}: no ${more}` : `${letter}${count}: clear ${count === 1 ? one : more}`}
      data-tip={shortcut ? `${tip} (${shortcut})` : tip}
      onClick={() => clearAll(of)}
    >
      {letter}
      {count > 0 && <span className="clear-count">{count}</span>}
    </button>
  )
}

interface LampProps {
  shortcuts: { solo: string | undefined; mute: string | undefined }
}

/** Whether anything is soloed or muted. */
export function ClearLamps({ shortcuts }: LampProps) {
  return (
    <>
      <ClearLamp of="solo" shortcut={shortcuts.solo} />
      <ClearLamp of="mute" shortcut={shortcuts.mute} />
    </>
  )
}

/** Narrow or wide strips, of the Mix page or of the mixer below another. */
export function StripWidthButton({ place, shortcut }: { place: 'page' | 'dock'; shortcut: string | undefined }) {
  const key = place === 'page' ? 'narrowPage' : 'narrowDock'
  const narrow = useView((view) => view[key])
  return (
    <IconButton
      icon={narrow ? RectangleVertical : Columns3}
      label={narrow ? 'Wide strips' : 'Narrow strips'}
      shortcut={shortcut}
      variant="quiet"
      aria-pressed={narrow}
      data-testid="strip-width"
      onClick={() => setView({ [key]: !narrow })}
    />
  )
}
