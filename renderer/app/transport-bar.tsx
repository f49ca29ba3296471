import { Hand, Metronome, Play, Repeat, SkipBack, Square, Timer } from 'lucide-react'
import { useSong } from '../document/hooks.ts'
import { countIns } from '../live/beats.ts'
import { player, useTransport } from '../live/player.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { MenuButton } from '../ui/menu.tsx'
import { command, shortcutOf } from './commands.ts'
import { countInText } from './count-in.ts'
import { useTapTempo } from './tap-tempo.ts'

/** The bars that are counted in before playing. */
function CountInMenu() {
  const bars = useTransport((transport) => transport.countInBars)
  const name = `Count-in: ${countInText(bars)}`
  return (
    <MenuButton
      label={name}
      tip={`${name} (${shortcutOf('countIn')})`}
      className={`count-in${bars > 0 ? ' count-in-on' : ''}`}
      testId="count-in"
      entries={() =>
        countIns.map((each) => ({
          id: `${each}`,
          label: `Count in: ${countInText(each)}`,
          checked: each === bars,
          run: () => player.setCountIn(each),
        }))
      }
    >
      <Timer size={14} aria-hidden />
      {bars > 0 && <span>{bars}</span>}
    </MenuButton>
  )
}

/** Tapped in time it finds the tempo; the taps are counted on it. */
function TapButton() {
  const { count, bpm } = useTapTempo()
  return (
    <Button
      icon={Hand}
      className="tap"
      aria-label={count === 0 ? 'Tap the tempo' : `Tap the tempo: ${count} taps${bpm === null ? '' : `, ${bpm} BPM`}`}
      data-tip={`Tap the tempo in time (${shortcutOf('tapTempo')}). It is written when you stop; bar lines move, clips stay.`}
      data-testid="tap"
      onPointerDown={(event) => {
        if (event.button === 0) command('tapTempo').run()
      }}
      onClick={(event) => {
        // By pointer the press counted already; this is Enter, or a screen reader.
        if (event.detail === 0) command('tapTempo').run()
      }}
    >
      {count > 0 && <span className="tap-count">{bpm === null ? count : `${count} · ${bpm.toFixed(1)}`}</span>}
    </Button>
  )
}

/** Back to the start, play, stop, loop, metronome, count-in, tap. */
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
      <CountInMenu />
      <TapButton />
    </div>
  )
}
