import { useMemo } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { stageNames } from '../../shared/model/rack-preset.ts'
import type { StageControl } from '../../shared/model/stage-control.ts'
import { controlValue, deviceOfControl } from '../../shared/model/stage-edits.ts'
import { useAutomated } from '../automation/use-automated.ts'
import { paramScale } from '../devices/param-scale.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument } from '../document/hooks.ts'
import { newId } from '../document/new-id.ts'
import { Knob } from '../ui/knob.tsx'
import { useContextMenu } from '../ui/menu.tsx'
import { Select } from '../ui/select.tsx'
import { stageEdit, useStageGesture } from './stage-gesture.ts'

interface StageControlProps {
  ownerId: Id
  control: StageControl
  disabled?: boolean
}

/** A control in front of a stage, as its kind asks for. */
export function StageControlView(props: StageControlProps) {
  return props.control.spec.steps ? <StageChoice {...props} /> : <StageKnob {...props} />
}

function StageKnob({ ownerId, control, disabled = false }: StageControlProps) {
  const { spec, stage, offAtMin = false } = control
  const value = useDocument((document) => controlValue(document, ownerId, control), spec.default)
  const device = useDocument((document) => deviceOfControl(document, ownerId, control), undefined)
  const { followed, menu } = useAutomated(ownerId, {
    kind: 'device',
    deviceId: device?.id ?? '',
    param: control.paramId ?? '',
  })
  const gesture = useStageGesture(ownerId, control, device?.id ?? null, device?.bypass ?? false)
  const scale = useMemo(() => {
    const plain = paramScale(spec)
    if (disabled) return { ...plain, format: () => '–' }
    if (!offAtMin) return plain
    const format = (shown: number) => (shown <= spec.min ? 'Off' : plain.format(shown))
    const parse = (text: string) => (/^\s*off\s*$/i.test(text) ? spec.min : plain.parse(text))
    return { ...plain, format, parse }
  }, [spec, offAtMin, disabled])
  return (
    <div className="stage-control" data-idle={device === undefined || device.bypass || undefined}>
      <Knob
        label={`${stageNames[stage]}, ${control.name}`}
        caption={control.caption ?? control.name}
        value={value}
        scale={scale}
        defaultValue={spec.default}
        origin={spec.default === 0 || spec.unit === '%' ? spec.default : spec.min}
        size={38}
        disabled={disabled}
        testId={`stage-${control.id}`}
        followed={followed}
        menu={menu}
        {...gesture}
      />
    </div>
  )
}

function StageChoice({ ownerId, control }: StageControlProps) {
  const { spec, stage } = control
  const names = spec.steps ?? []
  const value = useDocument((document) => controlValue(document, ownerId, control), spec.default)
  const openMenu = useContextMenu()
  const label = `${stageNames[stage]}, ${control.name}`
  const choose = (next: number) => {
    const edit = stageEdit(ownerId, control, next, newId())
    if (edit) void documentStore.edit(edit)
  }
  const menu = () => [
    ...names.map((name, index) => ({
      id: `value-${index}`,
      label: name,
      checked: value === index,
      run: () => choose(index),
    })),
    'separator' as const,
    { id: 'reset', label: `Reset to ${names[spec.default]}`, run: () => choose(spec.default) },
  ]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the menu belongs to the control inside.
    <div className="stage-control stage-choice" onContextMenu={(event) => openMenu(event, label, menu())}>
      {names.length === 2 ? (
        <button
          type="button"
          role="switch"
          className="param-switch"
          aria-checked={value === 1}
          aria-label={`${label}: ${names[value]}`}
          data-tip={`${label}: ${names[value]}. ${control.about}`}
          data-testid={`stage-${control.id}`}
          onClick={() => choose(value === 1 ? 0 : 1)}
        >
          {names[value]}
        </button>
      ) : (
        <Select
          label={label}
          value={`${value}`}
          options={names.map((name, index) => ({ value: `${index}`, label: name }))}
          onChange={(next) => choose(Number(next))}
          testId={`stage-${control.id}`}
        />
      )}
      <span className="knob-caption">{control.name}</span>
    </div>
  )
}
