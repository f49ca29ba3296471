import { Plus } from 'lucide-react'
import { useEffect } from 'react'
import type { Device, DeviceKind, Song } from '../../shared/model/document.ts'
import { insertDevice } from '../devices/device-actions.ts'
import { DeviceEditor } from '../devices/device-editor.tsx'
import { DevicePicker } from '../devices/device-picker.tsx'
import { useDevices, useSong } from '../document/hooks.ts'
import { player, useTransport } from '../live/player.ts'
import { Toggle } from '../ui/button.tsx'
import { MetersPanel } from './meters-panel.tsx'
import { MasterStrip } from './strip/master-strip.tsx'
import { TargetPanel } from './target-panel.tsx'
import './master.css'

/** What each kind of device does in a master, in the words of the craft. */
const stageNames: Partial<Record<DeviceKind, string>> = { eq: 'Correct', compressor: 'Clarity', limiter: 'Loudness' }

function Stage({ device, number, song, last }: { device: Device; number: number; song: Song; last: boolean }) {
  return (
    <div className="stage" data-kind={device.kind} data-bypassed={device.bypass || undefined}>
      <DeviceEditor device={device} place={`${number} ${stageNames[device.kind] ?? ''}`} />
      {last && device.kind === 'limiter' && <TargetPanel song={song} limiter={device} />}
    </div>
  )
}

/** The song's mastering rack, and the meters of what is heard. */
export function MasterPage() {
  const song = useSong()
  const stage = useTransport((transport) => transport.stage)
  const rack = useDevices(song?.id ?? '')

  // On this page the master is what one wants to hear; the toggle compares it with the mix.
  useEffect(() => player.setStage('master'), [])

  if (!song) return null
  const heard = stage === 'master' ? 'Hearing the master' : 'Hearing the mix'
  return (
    <div className="master-page" data-testid="master-page">
      <div className="master-main">
        <MasterStrip song={song} />
        <div className="rack-bar">
          <h1 className="rack-title">Song rack</h1>
          <span className="rack-song">{song.title}</span>
          <span className="spacer" />
          <Toggle
            className="rack-toggle"
            pressed={stage === 'master'}
            label={heard}
            data-tip="Hear the song through its rack, or its mix alone"
            onChange={(on) => player.setStage(on ? 'master' : 'mix')}
          >
            {heard}
          </Toggle>
          <DevicePicker
            label="Add a stage to the rack"
            testId="rack-add"
            onPick={(kind) => insertDevice(song.id, kind)}
          >
            <Plus size={14} aria-hidden /> Stage
          </DevicePicker>
        </div>
        <div className="rack">
          {rack.map((device, index) => (
            <Stage key={device.id} device={device} number={index + 1} song={song} last={index === rack.length - 1} />
          ))}
          {rack.length === 0 && (
            <p className="rack-empty">The rack is empty: the mix goes out as it is. Add a stage.</p>
          )}
        </div>
      </div>
      <MetersPanel />
    </div>
  )
}
