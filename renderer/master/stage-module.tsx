import { Expand, GripVertical, Power, Scale, SquareSlash } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device, Id } from '../../shared/model/document.ts'
import type { RackStage } from '../../shared/model/rack.ts'
import { stageNames } from '../../shared/model/rack-preset.ts'
import { controlsOfStage } from '../../shared/model/stage-controls.ts'
import { formatDb } from '../../shared/model/units.ts'
import { useDocument } from '../document/hooks.ts'
import { useAudition, useHeard } from '../live/audition.ts'
import { dragSource, dropTarget } from '../mix/drag-reorder.ts'
import { IconButton } from '../ui/button.tsx'
import { useContextMenu } from '../ui/menu.tsx'
import { useStageDevices } from './rack-hooks.ts'
import { showStage } from './rack-view.ts'
import { hearStage, moveStageBy, moveStageTo, stageSubject, switchStage } from './stage-actions.ts'
import { StageControlView } from './stage-knob.tsx'
import { stageMenu } from './stage-menu.ts'
import { hasMatchCurve, StagePicture } from './stage-picture.tsx'

/** What a dragged stage is called on the clipboard of the drag. */
const DRAG_TYPE = 'application/x-mixwright-stage'

interface StageProps {
  ownerId: Id
  stage: RackStage
  on: boolean
  /** Its place in the rack, from 0. */
  index: number
}

function onNameKey(event: KeyboardEvent, { ownerId, stage, on }: StageProps): void {
  const { key, altKey } = event
  if (altKey && key === 'ArrowLeft') moveStageBy(ownerId, stage, -1)
  else if (altKey && key === 'ArrowRight') moveStageBy(ownerId, stage, 1)
  else if (altKey && key === 'Enter') switchStage(ownerId, stage, !on)
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** The drag of a stage's head, and the dropping of another onto it. */
export function stageDrag({ ownerId, stage, index }: StageProps) {
  return {
    source: dragSource(DRAG_TYPE, { ownerId, id: stage }),
    target: dropTarget(DRAG_TYPE, (dragged) => {
      if (dragged.ownerId === ownerId) moveStageTo(ownerId, dragged.id as RackStage, index)
    }),
  }
}

/** A stage's number and name: opens it, and moves it by key. */
export function StageName(props: StageProps) {
  const { stage, index, on } = props
  return (
    <button
      type="button"
      className="stage-name-button"
      aria-label={`${index + 1} ${stageNames[stage]}${on ? '' : ', off'}: show all its devices`}
      data-tip={`${stageNames[stage]}: click shows all its devices, drag or Alt with ← and → moves it`}
      data-testid={`stage-open-${stage}`}
      onClick={() => showStage(stage)}
      onKeyDown={(event) => onNameKey(event, props)}
    >
      <GripVertical size={12} aria-hidden className="stage-grip" />
      <span className="stage-number">{index + 1}</span> {stageNames[stage]}
    </button>
  )
}

/** On or off, its difference, and its bypass at the same loudness. */
export function StageSwitches({ ownerId, stage, on }: StageProps) {
  const subject = stageSubject(ownerId, stage)
  const hear = useHeard(subject)
  const gainDb = useAudition((state) => (hear === null ? 0 : state.gainDb))
  const name = stageNames[stage]
  const matched = hear === 'input'
  return (
    <span className="stage-switches">
      <IconButton
        icon={SquareSlash}
        label={hear === 'difference' ? `Hear ${name} again` : `Hear only what ${name} changes`}
        variant="quiet"
        aria-pressed={hear === 'difference'}
        data-testid={`stage-difference-${stage}`}
        onClick={() => hearStage(ownerId, stage, 'difference')}
      />
      <IconButton
        icon={Scale}
        label={
          matched
            ? `${name} is bypassed at the same loudness (${formatDb(gainDb)}): hear it again`
            : `Bypass ${name} at the same loudness`
        }
        variant="quiet"
        aria-pressed={matched}
        data-gain-db={matched ? gainDb.toFixed(2) : undefined}
        data-testid={`stage-matched-${stage}`}
        onClick={() => hearStage(ownerId, stage, 'input')}
      />
      <IconButton
        icon={Power}
        label={on ? `Switch ${name} off` : `Switch ${name} on`}
        variant="quiet"
        aria-pressed={on}
        data-testid={`stage-power-${stage}`}
        onClick={() => switchStage(ownerId, stage, !on)}
      />
    </span>
  )
}

/** What is in a stage, in a few words. */
function summary(on: boolean, devices: readonly Device[]): string {
  if (devices.length === 0) return 'empty'
  const engaged = devices.filter(({ bypass }) => !bypass)
  const names = engaged.map(({ kind }) => deviceSpecs[kind].name.toLowerCase())
  return [on ? 'on' : 'off', ...(engaged.length > 0 ? names : ['all bypassed'])].join(' · ')
}

interface StageModuleProps extends StageProps {
  /** Beside or under the controls. */
  children?: ReactNode
}

/** One of the five stages: what it does to the sound, and what is mostly wanted of it. */
export function StageModule({ children, ...stageProps }: StageModuleProps) {
  const { ownerId, stage, on, index } = stageProps
  const devices = useStageDevices(ownerId, stage)
  const openMenu = useContextMenu()
  const drag = stageDrag(stageProps)
  const name = stageNames[stage]
  const isAlbum = useDocument((document) => document.album.id === ownerId, false)
  const isMatched = devices.some((device) => device.kind === 'matcheq' && hasMatchCurve(device))
  return (
    <section
      className="stage-module"
      aria-label={`Stage ${index + 1}: ${name}`}
      data-stage={stage}
      data-off={!on || undefined}
      data-testid={`stage-module-${stage}`}
      {...drag.target}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the name in it moves the stage by key and has the menu's lines. */}
      <header
        className="stage-header"
        {...drag.source}
        onContextMenu={(event) => openMenu(event, name, stageMenu(ownerId, stage))}
      >
        <h2 className="stage-name">
          <StageName {...stageProps} />
        </h2>
        <span className="stage-summary">{summary(on, devices)}</span>
        <StageSwitches {...stageProps} />
        <IconButton
          icon={Expand}
          size={13}
          label={`Show all devices of ${name}`}
          variant="quiet"
          onClick={() => showStage(stage)}
        />
      </header>
      <div className="stage-picture">
        <StagePicture stage={stage} devices={devices} isAlbum={isAlbum} />
      </div>
      <div className="stage-foot">
        <div className="stage-controls" role="group" aria-label={`${name}, controls`}>
          {controlsOfStage(stage).map((control) => (
            <StageControlView
              key={control.id}
              ownerId={ownerId}
              control={control}
              disabled={control.id === 'match' && !isMatched}
            />
          ))}
        </div>
        {children}
      </div>
    </section>
  )
}
