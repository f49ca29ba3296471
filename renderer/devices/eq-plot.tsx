import { useRef } from 'react'
import { EQ_TYPE, eqChannels } from '../../shared/engine/devices/eq.spec.ts'
import type { Device } from '../../shared/model/document.ts'
import { formatDb } from '../../shared/model/units.ts'
import { useSampleRate } from '../document/hooks.ts'
import { token } from '../ui/canvas.ts'
import { clamp } from '../ui/value-scale.ts'
import { setParams } from './device-actions.ts'
import { paramOf } from './device-param.ts'
import { readTap } from './device-tap.ts'
import { bandColour, bandsOf, channelsShown, describeBand, type EqBand, hasGain } from './eq-bands.ts'
import { bandCurve, curveHz, eqCurve } from './eq-curve.ts'
import { FrequencyPlot } from './frequency-plot.tsx'
import { useLab } from './lab.ts'
import { drawLevelGrid, drawLine, drawNote, frequencyAxis, frequencyPlace, hzAt, levelAxis } from './plot.ts'
import { PlotHandle } from './plot-handle.tsx'

/** A gain's furthest, in dB. */
const MOST_DB = 24

interface EqPlotProps {
  device: Device
  selected: number
  onSelect: (band: number) => void
  /** The plot reaches this far up and down, in dB. */
  rangeDb: number
  /** Curves of other devices to lay beside it: dB at `curveHz`. */
  others?: readonly { readonly levelsDb: ArrayLike<number>; readonly colour: string }[]
}

/** A new bell where the plot was double clicked, in the first band that does nothing. */
function addBand(
  device: Device,
  place: { x: number; y: number },
  rangeDb: number,
  onSelect: (band: number) => void,
): void {
  const free = bandsOf(device).find(
    (band) => !band.on || (hasGain(band.type) && band.gainDb === 0 && band.rangeDb === 0),
  )
  if (!free) return
  const id = `b${free.number}`
  setParams(device, {
    [`${id}.on`]: 1,
    [`${id}.type`]: EQ_TYPE.bell,
    [`${id}.freq`]: hzAt(place.x),
    [`${id}.gain`]: clamp((1 - 2 * place.y) * rangeDb, -MOST_DB, MOST_DB),
    [`${id}.q`]: 1,
  })
  onSelect(free.number)
}

/** The picture of an equalizer: its curve, a handle per band, and behind it what is heard. */
export function EqPlot({ device, selected, onSelect, rangeDb, others = [] }: EqPlotProps) {
  const sampleRate = useSampleRate()
  const kernel = useLab()
  const bands = bandsOf(device)
  const band = bands[selected - 1]!
  const channels = channelsShown(bands, band)
  const curves = kernel && channels.map((channel) => eqCurve(kernel, device, sampleRate, channel))
  const curve = curves?.at(-1)
  const own = kernel && band.on ? bandCurve(kernel, device, sampleRate, band.number) : null
  const output = paramOf(device, 'output')
  const offsets = useRef<(number | null)[]>([])
  const dynamic = bands.filter((each) => each.on && each.rangeDb !== 0 && hasGain(each.type))
  const y = (db: number, height: number) => (0.5 - db / (2 * rangeDb)) * height

  const live = () => {
    let moved = false
    for (const each of dynamic) {
      const range = readTap(device, `b${each.number}`)
      const offset = range ? (Math.abs(range.low) > Math.abs(range.high) ? range.low : range.high) : null
      if (Math.abs((offset ?? 0) - (offsets.current[each.number] ?? 0)) > 0.05) moved = true
      offsets.current[each.number] = offset
    }
    return moved
  }

  return (
    <FrequencyPlot
      label="Frequency response"
      device={device}
      {...(dynamic.length > 0 && { live })}
      readout={(_hz, place) => formatDb(Number(((1 - 2 * place.y) * rangeDb).toFixed(1)))}
      onDoubleClick={(place) => addBand(device, place, rangeDb, onSelect)}
      paint={(surface) => {
        const { width, height } = surface
        const marks = [-2 / 3, -1 / 3, 0, 1 / 3, 2 / 3].map((share) => Math.round(share * rangeDb))
        drawLevelGrid(surface.context, surface.width, marks, (db) => y(db, height))
        const points = curveHz.length
        const at =
          (levels: ArrayLike<number>, lift = 0) =>
          (i: number) =>
            [(i / (points - 1)) * width, y(Math.max(-90, levels[i]! + lift), height)] as const
        for (const { levelsDb, colour } of others)
          drawLine(surface, points, at(levelsDb), { colour: token(colour), width: 1.5, alpha: 0.8, dash: [5, 3] })
        if (own)
          drawLine(surface, points, at(own), {
            colour: token(bandColour(band.number)),
            width: 1,
            alpha: 0.7,
            fillTo: y(0, height),
            fillAlpha: 0.16,
          })
        const alpha = device.bypass ? 0.35 : 1
        for (const [index, channel] of channels.slice(0, -1).entries()) {
          const levels = curves?.[index]
          if (!levels || !curve) continue
          drawLine(surface, points, at(levels), {
            colour: token('--text'),
            width: 1.5,
            alpha: 0.6 * alpha,
            dash: [5, 3],
          })
          const widest = widestGap(levels, curve)
          const [x, top] = at(levels)(widest)
          // Clear of a band's handle.
          const isAbove = levels[widest]! >= curve[widest]!
          drawNote(surface, eqChannels[channel]!, clamp(x, 24, width - 24), top + (isAbove ? -14 : 22), 'center')
        }
        if (curve) drawLine(surface, points, at(curve), { colour: token('--text'), width: 2, alpha })
        for (const each of dynamic) {
          const x = frequencyPlace(each.hz) * width
          const from = y(each.gainDb, height)
          const furthest = y(clamp(each.gainDb + each.rangeDb, -rangeDb, rangeDb), height)
          const colour = token(bandColour(each.number))
          drawLine(surface, 2, (i) => [x, i === 0 ? from : furthest], { colour, width: 2, alpha: 0.35 })
          const offset = offsets.current[each.number]
          if (offset) {
            const now = y(each.gainDb + offset, height)
            drawLine(surface, 2, (i) => [x, i === 0 ? from : now], { colour, width: 4 })
          }
        }
        if (output !== 0)
          drawLine(surface, 2, (i) => [i * width, y(output, height)], {
            colour: token('--muted'),
            width: 1,
            dash: [2, 4],
          })
      }}
    >
      {bands.map((each) => (
        <BandHandle
          key={each.number}
          device={device}
          band={each}
          selected={each.number === selected}
          onSelect={() => onSelect(each.number)}
          rangeDb={rangeDb}
        />
      ))}
    </FrequencyPlot>
  )
}

/** Where two curves lie farthest from each other. */
function widestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let widest = 0
  for (let i = 1; i < a.length; i++) if (Math.abs(a[i]! - b[i]!) > Math.abs(a[widest]! - b[widest]!)) widest = i
  return widest
}

interface BandHandleProps {
  device: Device
  band: EqBand
  selected: boolean
  onSelect: () => void
  rangeDb: number
}

/** A band's point on the curve: drag for frequency and gain, wheel for Q. */
function BandHandle({ device, band, selected, onSelect, rangeDb }: BandHandleProps) {
  const id = `b${band.number}`
  const turn = () => setParams(device, { [`${id}.on`]: band.on ? 0 : 1 })
  return (
    <PlotHandle
      device={device}
      name={`Band ${band.number}`}
      x={frequencyAxis(`${id}.freq`)}
      y={hasGain(band.type) ? levelAxis(`${id}.gain`, rangeDb, -rangeDb) : 0.5}
      wheelParamId={`${id}.q`}
      also={band.on ? {} : { [`${id}.on`]: 1 }}
      colour={`var(${bandColour(band.number)})`}
      className="eq-handle"
      testId={`eq-band-${band.number}`}
      description={describeBand(band)}
      pressed={selected}
      faded={!band.on}
      onSelect={onSelect}
      onReset={() => setParams(device, { [`${id}.gain`]: 0, [`${id}.q`]: 1 })}
      onKey={(key) => {
        if (key === 'Delete' || key === 'Backspace') setParams(device, { [`${id}.on`]: 0 })
        else if (key === 'o' || key === 'O') turn()
        else return false
        return true
      }}
      menu={() => [
        { id: 'on', label: band.on ? 'Turn off' : 'Turn on', shortcut: 'O', run: turn },
        ...(device.kind === 'eq'
          ? [
              {
                id: 'listen',
                label: 'Listen to this band',
                checked: paramOf(device, 'listen') === band.number,
                run: () => setParams(device, { listen: paramOf(device, 'listen') === band.number ? 0 : band.number }),
              },
            ]
          : []),
      ]}
    >
      {band.number}
    </PlotHandle>
  )
}
