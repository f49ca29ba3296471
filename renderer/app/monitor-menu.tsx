import { ChevronDown, Headphones } from 'lucide-react'
import { useState } from 'react'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { formatDb } from '../../shared/model/units.ts'
import { player, useTransport } from '../live/player.ts'
import { Toggle } from '../ui/button.tsx'
import { SliderField } from '../ui/slider-field.tsx'
import { faderScale } from '../ui/value-scale.ts'

/** Level, dim and mono of what is heard here; none of it is in the mix. */
export function MonitorMenu() {
  const { monitor } = useTransport()
  const [held, setHeld] = useState<number | null>(null)
  const set = (change: Partial<typeof monitor>) => player.setMonitor({ ...monitor, ...change })
  return (
    <DialogTrigger>
      <Button className="button" data-tip="What is heard here; no part of the mix" data-testid="monitor">
        <Headphones size={14} aria-hidden />
        <span className="monitor-text">Monitor {formatDb(monitor.levelDb, false)}</span>
        {monitor.dim ? ' · dim' : ''}
        {monitor.mono ? ' · mono' : ''}
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
              set({ levelDb })
            }}
            onCommit={(levelDb) => {
              setHeld(null)
              set({ levelDb })
            }}
            onRevert={() => setHeld(null)}
          />
          <div className="monitor-row">
            <Toggle
              className="wide"
              pressed={monitor.dim}
              label="Dim by 20 dB"
              tone="warn"
              onChange={(dim) => set({ dim })}
            >
              Dim
            </Toggle>
            <Toggle className="wide" pressed={monitor.mono} label="Mono" onChange={(mono) => set({ mono })}>
              Mono
            </Toggle>
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
