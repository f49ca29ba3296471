import { Plus } from 'lucide-react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { type Device, type Id, type PanLaw, panLaws, type Track } from '../../shared/model/document.ts'
import { formatDb } from '../../shared/model/units.ts'
import { stripGesture } from '../app/linked-fader.ts'
import { updateTrack } from '../app/strip-control.ts'
import { delayScale, faderTrimScale, panScale, trimScale, widthScale } from '../app/strip-scales.ts'
import { setView, useView } from '../app/view-state.ts'
import { useAutomated } from '../automation/use-automated.ts'
import { insertDevice } from '../devices/device-actions.ts'
import { DevicePicker } from '../devices/device-picker.tsx'
import { documentStore } from '../document/document-store.ts'
import { useDevices, useOutputChoices, useSampleRate } from '../document/hooks.ts'
import { SendList } from '../mix/send-list.tsx'
import { Toggle } from '../ui/button.tsx'
import { useContextMenu } from '../ui/menu.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Select } from '../ui/select.tsx'
import { SliderField } from '../ui/slider-field.tsx'
import { Swatches } from '../ui/swatches.tsx'
import { faderScale, linearScale } from '../ui/value-scale.ts'

const channelOptions = [
  { value: 'stereo', label: 'Stereo' },
  { value: 'swapped', label: 'Swapped' },
  { value: 'mono', label: 'Mono' },
  { value: 'left', label: 'Left' },
  { value: 'right', label: 'Right' },
] as const

/** One track's numbers; beside a clip only what the track adds to it. */
export function TrackInspector({ track, compact }: { track: Track; compact: boolean }) {
  return (
    <section className="inspector-section" aria-label={`Track ${track.name}`}>
      {!compact && <TrackFields track={track} />}
      <InsertList ownerId={track.id} />
      {track.kind !== 'master' && (
        <>
          <h2>Sends</h2>
          <SendList track={track} wide />
        </>
      )}
    </section>
  )
}

function TrackFields({ track }: { track: Track }) {
  const fader = useAutomated(track.id, { kind: 'strip', param: 'faderDb' })
  const pan = useAutomated(track.id, { kind: 'strip', param: 'pan' })
  const width = useAutomated(track.id, { kind: 'strip', param: 'panWidth' })
  const outputs = useOutputChoices(track.id)
  return (
    <>
      <header className="inspector-head">
        <input
          key={`${track.id} ${track.name}`}
          className="inspector-name"
          aria-label="Name of the track"
          defaultValue={track.name}
          maxLength={200}
          onBlur={(event) => {
            const name = event.target.value.trim()
            if (name && name !== track.name) updateTrack(track.id, { name })
            else event.target.value = track.name
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.value = track.name
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
          }}
        />
        <span className="tag">{track.kind === 'audio' ? 'track' : track.kind}</span>
      </header>
      <Swatches
        label="Colour of the track"
        value={track.colour}
        onChange={(colour) => colour !== null && updateTrack(track.id, { colour })}
      />
      <SliderField
        label="Fader"
        value={track.faderDb}
        scale={faderScale}
        defaultValue={0}
        {...fader}
        {...stripGesture(track.id, 'faderDb')}
      />
      {fader.followed && (
        <SliderField
          label="Fader trim"
          value={track.faderTrimDb}
          scale={faderTrimScale}
          defaultValue={0}
          origin={0}
          {...stripGesture(track.id, 'faderTrimDb')}
        />
      )}
      <SliderField
        label="Pan"
        value={track.pan}
        scale={panScale}
        defaultValue={0}
        origin={0}
        {...pan}
        {...stripGesture(track.id, 'pan')}
      />
      <SliderField
        label="Trim"
        value={track.trimDb}
        scale={trimScale}
        defaultValue={0}
        origin={0}
        {...stripGesture(track.id, 'trimDb')}
      />
      <div className="field-row">
        <span>Polarity</span>
        <Toggle
          pressed={track.polarityInverted}
          label="Polarity turned"
          onChange={(polarityInverted) => updateTrack(track.id, { polarityInverted })}
        >
          ø
        </Toggle>
      </div>
      <div className="field-row">
        <span>Solo-safe</span>
        <Toggle pressed={track.soloSafe} label="Solo-safe" onChange={(soloSafe) => updateTrack(track.id, { soloSafe })}>
          S
        </Toggle>
      </div>
      <Select
        label="Pan mode"
        showLabel
        value={track.panMode}
        options={[
          { value: 'balance', label: 'Balance' },
          { value: 'pan', label: 'Pan' },
          { value: 'stereo', label: 'Stereo pan' },
        ]}
        onChange={(panMode) => updateTrack(track.id, { panMode })}
      />
      {track.panMode === 'stereo' && (
        <SliderField
          label="Width"
          value={track.panWidth}
          scale={widthScale}
          defaultValue={1}
          origin={0}
          {...width}
          {...stripGesture(track.id, 'panWidth')}
        />
      )}
      <Select
        label="Pan law"
        showLabel
        value={String(track.panLaw)}
        options={panLaws.map((law) => ({ value: String(law), label: formatDb(law) }))}
        onChange={(law) => updateTrack(track.id, { panLaw: Number(law) as PanLaw })}
      />
      <Select
        label="Channels"
        showLabel
        value={track.channelMode}
        options={channelOptions}
        onChange={(channelMode) => updateTrack(track.id, { channelMode })}
      />
      {track.kind !== 'master' && <DelayField track={track} />}
      {track.outputId !== null && (
        <Select
          label="Output"
          showLabel
          value={track.outputId}
          options={outputs.map((output) => ({ value: output.id, label: output.name }))}
          onChange={(outputId) => updateTrack(track.id, { outputId })}
        />
      )}
      <div className="field-row">
        <span>Lane height</span>
        <NumberField
          label="Lane height in pixels"
          value={track.height}
          scale={linearScale({
            min: 28,
            max: 400,
            format: (px) => `${Math.round(px)} px`,
            parse: parsePixels,
            stepSize: 4,
          })}
          onCommit={(height) => updateTrack(track.id, { height: Math.round(height) })}
        />
      </div>
    </>
  )
}

/** Track delay in milliseconds, kept as frames. */
function DelayField({ track }: { track: Track }) {
  const sampleRate = useSampleRate()
  return (
    <div className="field-row">
      <span>Delay</span>
      <NumberField
        label="Track delay"
        value={(track.delayFrames * 1000) / sampleRate}
        scale={delayScale(sampleRate)}
        onCommit={(ms) => updateTrack(track.id, { delayFrames: Math.round((ms * sampleRate) / 1000) })}
      />
    </div>
  )
}

function parsePixels(text: string): number | null {
  const match = /^\s*(\d+)\s*(px)?\s*$/.exec(text)
  return match ? Number(match[1]) : null
}

/** The inserts in the order the sound passes them. */
function InsertList({ ownerId }: { ownerId: Id }) {
  const devices = useDevices(ownerId)
  return (
    <div className="insert-list">
      <h2>Inserts</h2>
      <ul>
        {devices.map((device, index) => (
          <InsertLine key={device.id} device={device} before={devices[index - 1]} after={devices[index + 1]} />
        ))}
      </ul>
      <DevicePicker
        label="Add an insert"
        className="insert-add"
        testId="add-insert"
        onPick={(kind) => insertDevice(ownerId, kind)}
      >
        <Plus size={12} aria-hidden /> Insert
      </DevicePicker>
    </div>
  )
}

function InsertLine({
  device,
  before,
  after,
}: {
  device: Device
  before: Device | undefined
  after: Device | undefined
}) {
  const openMenu = useContextMenu()
  const open = useView((view) => view.openDeviceId === device.id)
  const { id: deviceId, ownerId } = device
  const { name } = deviceSpecs[device.kind]
  const set = (change: { order?: number; bypass?: boolean }) =>
    void documentStore.edit({ type: 'updateDevice', ownerId, deviceId, set: change })
  const swapWith = (other: Device) =>
    void documentStore.edit({
      type: 'batch',
      label: `Move ${name}`,
      edits: [
        { type: 'updateDevice', ownerId, deviceId, set: { order: other.order } },
        { type: 'updateDevice', ownerId, deviceId: other.id, set: { order: device.order } },
      ],
    })
  return (
    <li className="insert-line" data-bypass={device.bypass || undefined} data-open={open || undefined}>
      <button
        type="button"
        className="insert-power"
        aria-pressed={!device.bypass}
        aria-label={`${name} on`}
        data-tip={device.bypass ? `${name} is bypassed` : `${name} is on`}
        onClick={() => set({ bypass: !device.bypass })}
      />
      <button
        type="button"
        className="insert-name"
        data-tip="Click opens its editor, Alt-click bypasses it"
        onClick={(event) =>
          event.altKey ? set({ bypass: !device.bypass }) : setView({ openDeviceId: open ? null : deviceId })
        }
        onContextMenu={(event) =>
          openMenu(event, name, [
            { id: 'bypass', label: device.bypass ? 'Turn on' : 'Bypass', run: () => set({ bypass: !device.bypass }) },
            { id: 'up', label: 'Move up', disabled: !before, run: () => before && swapWith(before) },
            { id: 'down', label: 'Move down', disabled: !after, run: () => after && swapWith(after) },
            'separator',
            {
              id: 'remove',
              label: 'Remove',
              danger: true,
              run: () => void documentStore.edit({ type: 'removeDevice', ownerId, deviceId }),
            },
          ])
        }
      >
        {name}
      </button>
    </li>
  )
}
