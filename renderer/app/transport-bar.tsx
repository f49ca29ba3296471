import { Metronome, Play, Repeat, SkipBack, Square } from 'lucide-react'
import { useSong } from '../document/hooks.ts'
import { useTransport } from '../live/player.ts'
import { IconButton } from '../ui/button.tsx'
import { command, shortcutOf } from './commands.ts'

/** Back to the start, play, stop, loop, metronome. */
export function TransportBar() {
  const { playing, starting, metronome } = useTransport()
  const loopOn = useSong()?.loopOn ?? false
  const run = (id: string) => () => command(id).run()
  return (
    <div className="transport" role="toolbar" aria-label="Transport">
      <IconButton icon={SkipBack} label="Go to the start" shortcut={shortcutOf('toStart')} onClick={run('toStart')} />
      <IconButton
        icon={Play}
        label="Play"
        shortcut={shortcutOf('play')}
        variant={playing ? 'primary' : 'normal'}
        aria-pressed={playing}
        aria-busy={starting}
        data-testid="play"
        onClick={run('play')}
      />
      <IconButton icon={Square} label="Stop" shortcut={shortcutOf('stop')} data-testid="stop" onClick={run('stop')} />
      <IconButton
        icon={Repeat}
        label="Loop"
        shortcut={shortcutOf('loop')}
        aria-pressed={loopOn}
        data-testid="loop"
        onClick={run('loop')}
      />
      <IconButton
        icon={Metronome}
        label="Metronome"
        shortcut={shortcutOf('metronome')}
        aria-pressed={metronome}
        onClick={run('metronome')}
      />
    </div>
  )
}
