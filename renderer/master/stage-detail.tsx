import { Plus, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device, Id } from '../../shared/model/document.ts'
import type { RackStage, RackStages } from '../../shared/model/rack.ts'
import { stageNames } from '../../shared/model/rack-preset.ts'
import { removeDevice, toggleBypass } from '../devices/device-actions.ts'
import { DeviceEditor } from '../devices/device-editor.tsx'
import { DevicePicker } from '../devices/device-picker.tsx'
import { documentStore } from '../document/document-store.ts'
import { dragSource, dropTarget } from '../mix/drag-reorder.ts'
import { ReductionLamp, reducesGain } from '../mix/reduction-lamp.tsx'
import { IconButton } from '../ui/button.tsx'
import { useContextMenu } from '../ui/menu.tsx'
import type { SoundRenderer } from './match/analyse-match.ts'
import { MatchPanel } from './match/match-panel.tsx'
import { useStageDevices } from './rack-hooks.ts'
import { showStage, useRackView } from './rack-view.ts'
import { addToStage, moveDeviceToStage } from './stage-actions.ts'
import { stageDeviceMenu } from './stage-menu.ts'
import { StageName, StageSwitches, stageDrag } from './stage-module.tsx'

/** What a dragged device of a rack is called on the clipboard of the drag. */
const DRAG_TYPE = 'application/x-mixwright-rack-device'

/** Lets devices of the rack be dropped at a place of a stage. */
function deviceDrop(ownerId: Id, stage: RackStage, index?: number) {
  return dropTarget(DRAG_TYPE, (dragged) => {
    const device = documentStore.getState().document?.devices[ownerId]?.[dragged.id]
    if (device && dragged.ownerId === ownerId) moveDeviceToStage(device, stage, index)
  })
}

function DeviceChip({
  device,
  stage,
  index,
  open,
}: {
  device: Device
  stage: RackStage
  index: number
  open: boolean
}) {
  const openMenu = useContextMenu()
  const { name } = deviceSpecs[device.kind]
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, altKey } = event
    if (key === 'Delete' || key === 'Backspace') removeDevice(device)
    else if (altKey && key === 'ArrowLeft') moveDeviceToStage(device, stage, Math.max(0, index - 1))
    else if (altKey && key === 'ArrowRight') moveDeviceToStage(device, stage, index + 1)
    else if (altKey && key === 'Enter') toggleBypass(device)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <button
      type="button"
      className="rack-device"
      aria-pressed={open}
      aria-label={`${name}${device.bypass ? ', bypassed' : ''}`}
      data-tip={`${name}: click shows it, Alt-click bypasses, drag or Alt with ← and → moves it`}
      data-bypassed={device.bypass || undefined}
      data-testid={`rack-device-${device.kind}`}
      onClick={(event) => (event.altKey ? toggleBypass(device) : showStage(stage, device.id))}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => openMenu(event, name, stageDeviceMenu(device, stage))}
      {...dragSource(DRAG_TYPE, device)}
      {...deviceDrop(device.ownerId, stage, index)}
    >
      {name}
      {reducesGain(device.kind) && <ReductionLamp deviceId={device.id} />}
    </button>
  )
}

interface StageDetailProps {
  ownerId: Id
  stage: RackStage
  stages: RackStages
  /** Renders what the rack is fed, for a match; undefined where nothing is matched. */
  render: SoundRenderer | undefined
}

/** A stage with all its devices: the full editor of one of them, and the row they stand in. */
export function StageDetail({ ownerId, stage, stages, render }: StageDetailProps) {
  const devices = useStageDevices(ownerId, stage)
  const wanted = useRackView((view) => view.deviceId)
  const matching = useRackView((view) => view.matching)
  const isNewMatch = matching && stage === 'correct' && !devices.some(({ kind }) => kind === 'matcheq')
  const device = isNewMatch
    ? undefined
    : (devices.find(({ id }) => id === wanted) ??
      (matching ? devices.find(({ kind }) => kind === 'matcheq') : undefined) ??
      devices[0])
  const on = stages.find((each) => each.stage === stage)?.on ?? true
  return (
    <section
      className="stage-detail"
      aria-label={stageNames[stage]}
      data-off={!on || undefined}
      data-testid="stage-detail"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        showStage(null)
      }}
    >
      <div className="stage-tabs">
        {stages.map((each, index) => (
          <StageTab key={each.stage} ownerId={ownerId} {...each} index={index} open={each.stage === stage} />
        ))}
        <span className="spacer" />
        <IconButton icon={X} label="Back to all stages" onClick={() => showStage(null)} data-testid="stage-close" />
      </div>
      <div className="stage-chain" role="group" aria-label={`Devices of ${stageNames[stage]}`}>
        {devices.map((each, index) => (
          <DeviceChip key={each.id} device={each} stage={stage} index={index} open={each === device} />
        ))}
        <DevicePicker
          className="rack-device-add"
          label={`Add a device to ${stageNames[stage]}`}
          testId="rack-add"
          onPick={(kind) => addToStage(ownerId, stage, kind)}
        >
          <Plus size={13} aria-hidden /> Device
        </DevicePicker>
      </div>
      {render && (isNewMatch || device?.kind === 'matcheq') && (
        <MatchPanel ownerId={ownerId} device={device} render={render} />
      )}
      {device ? (
        <div className="stage-editor">
          <DeviceEditor key={device.id} device={device} place={stageNames[stage]} />
        </div>
      ) : (
        <p className="rack-empty">
          {isNewMatch
            ? 'The match equalizer comes with the first match.'
            : `${stageNames[stage]} is empty: the sound passes as it comes. Add a device.`}
        </p>
      )}
    </section>
  )
}

interface StageTabProps {
  ownerId: Id
  stage: RackStage
  on: boolean
  index: number
  open: boolean
}

/** One of the stages above the one that is open. */
function StageTab({ open, ...props }: StageTabProps) {
  const drag = stageDrag(props)
  const drop = deviceDrop(props.ownerId, props.stage)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here is moved by key and by menu too.
    <div
      className="stage-tab"
      data-stage={props.stage}
      data-open={open || undefined}
      data-off={!props.on || undefined}
      {...drag.source}
      onDragOver={(event) => {
        drag.target.onDragOver(event)
        drop.onDragOver(event)
      }}
      onDragLeave={drag.target.onDragLeave}
      onDrop={(event) => {
        drag.target.onDrop(event)
        drop.onDrop(event)
      }}
    >
      <StageName {...props} />
      {open && <StageSwitches {...props} />}
    </div>
  )
}
