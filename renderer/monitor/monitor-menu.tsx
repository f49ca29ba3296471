import { ChevronDown, Headphones } from 'lucide-react'
import { useState } from 'react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { formatDb } from '../../shared/model/units.ts'
import { shortcutOf } from '../app/commands.ts'
import type { MonitorSettings } from '../live/monitor-settings.ts'
import { useTransport } from '../live/player.ts'
import { useReference } from '../live/reference/reference-state.ts'
import { Toggle } from '../ui/button.tsx'
import { SliderField } from '../ui/slider-field.tsx'
import { faderScale } from '../ui/value-scale.ts'
import { setMonitor, toggleMonitor, toggleSide } from './monitor-commands.ts'
import { OutputSelect } from './output-select.tsx'
import { ReferenceSection } from './reference-section.tsx'
import './monitor.css'

/** The level, and what differs from plain listening, in few words. */
function monitorText({ levelDb, dim, mono, swap, side, small }: MonitorSettings, reference: boolean): string {
  const checks = [
    dim && 'dim',
    mono && 'mono',
    side !== 'both' && side,
    swap && 'swapped',
    small && 'small',
    reference && 'reference',
  ].filter(Boolean)
  return [formatDb(levelDb, false), ...checks].join(' · ')
}

function Check({ label, command, pressed, run, children, tone = 'accent' }: CheckProps) {
  const shortcut = shortcutOf(command)
  return (
    <Toggle
      className="wide"
      pressed={pressed}
      label={label}
      tone={tone}
      {...(shortcut ? { shortcut } : {})}
      onChange={run}
    >
      {children}
    </Toggle>
  )
}

interface CheckProps {
  label: string
  command: string
  pressed: boolean
  run: () => void
  children: string
  tone?: 'accent' | 'warn'
}

/** What is heard here: level, checks and output; none of it is in the mix. */
export function MonitorMenu() {
  const monitor = useTransport((transport) => transport.monitor)
  const referenceHeard = useReference((state) => state.heard)
  const text = monitorText(monitor, referenceHeard)
  const [held, setHeld] = useState<number | null>(null)
  return (
    <DialogTrigger>
      <Button
        className="button monitor-button"
        data-tip={`Monitor ${text}: what is heard here, no part of the mix`}
        data-testid="monitor"
      >
        <Headphones size={14} aria-hidden />
        <span className="monitor-text">Monitor {text}</span>
        <ChevronDown size={12} aria-hidden />
      </Button>
      <Popover className="popover monitor-popover" placement="bottom end" offset={4}>
        <Dialog className="monitor" aria-label="Monitor">
          <SliderField
            label="Level"
            value={held ?? monitor.levelDb}
            scale={faderScale}
            defaultValue={0}
            onPreview={(levelDb) => {
              setHeld(levelDb)
              setMonitor({ levelDb })
            }}
            onCommit={(levelDb) => {
              setHeld(null)
              setMonitor({ levelDb })
            }}
            onRevert={() => setHeld(null)}
          />
          <div className="monitor-row">
            <Check
              label="Dim by 20 dB"
              command="monitorDim"
              pressed={monitor.dim}
              tone="warn"
              run={() => toggleMonitor('dim')}
            >
              Dim
            </Check>
            <Check label="Mono" command="monitorMono" pressed={monitor.mono} run={() => toggleMonitor('mono')}>
              Mono
            </Check>
            <Check
              label="Small speaker: mono, 150 Hz to 8 kHz"
              command="monitorSmall"
              pressed={monitor.small}
              run={() => toggleMonitor('small')}
            >
              Small
            </Check>
          </div>
          <div className="monitor-row">
            <Check
              label="Left alone"
              command="monitorLeft"
              pressed={monitor.side === 'left'}
              tone="warn"
              run={() => toggleSide('left')}
            >
              Left
            </Check>
            <Check
              label="Right alone"
              command="monitorRight"
              pressed={monitor.side === 'right'}
              tone="warn"
              run={() => toggleSide('right')}
            >
              Right
            </Check>
            <Check
              label="Left and right swapped"
              command="monitorSwap"
              pressed={monitor.swap}
              tone="warn"
              run={() => toggleMonitor('swap')}
            >
              Swap
            </Check>
          </div>
          <OutputSelect />
          <ReferenceSection />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
