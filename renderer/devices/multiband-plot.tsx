import { Headphones, VolumeX } from 'lucide-react'
import { useRef } from 'react'
import type { Device } from '../../shared/model/document.ts'
import { formatDb } from '../../shared/model/units.ts'
import { useSampleRate } from '../document/hooks.ts'
import { useTransport } from '../live/player.ts'
import { token } from '../ui/canvas.ts'
import { clamp } from '../ui/value-scale.ts'
import { CrossoverHandles } from './crossover-handles.tsx'
import { ascending, bandShares } from './curves/crossover-curve.ts'
import { setParam } from './device-actions.ts'
import { paramOf } from './device-param.ts'
import { readTap } from './device-tap.ts'
import { bandColour } from './eq-bands.ts'
import { curveHz } from './eq-curve.ts'
import { FrequencyPlot } from './frequency-plot.tsx'
import { drawLevelGrid, drawLine, drawNote, frequencyPlace, levelAxis } from './plot.ts'
import { PlotHandle } from './plot-handle.tsx'

/** Gains and reductions are drawn up and down so far, and thresholds and levels from 0 down so far, in dB. */
const RANGE_DB = 18
const FLOOR_DB = -60

export interface MultibandBand {
  readonly number: number
  readonly fromHz: number
  readonly toHz: number
  readonly makeupDb: number
  readonly thresholdDb: number
  readonly compresses: boolean
  readonly solo: boolean
  readonly mute: boolean
}

/** The bands of a multiband compressor, from low to high. */
export function multibandBands(device: Device): MultibandBand[] {
  const count = paramOf(device, 'bands') + 2
  const crossovers = crossoversOf(device)
  return Array.from({ length: count }, (_, index) => {
    const id = `b${index + 1}`
    return {
      number: index + 1,
      fromHz: index === 0 ? 20 : crossovers[index - 1]!,
      toHz: index === count - 1 ? 20_000 : crossovers[index]!,
      makeupDb: paramOf(device, `${id}.makeup`),
      thresholdDb: paramOf(device, `${id}.threshold`),
      compresses: paramOf(device, `${id}.on`) === 1,
      solo: paramOf(device, `${id}.solo`) === 1,
      mute: paramOf(device, `${id}.mute`) === 1,
    }
  })
}

function crossoversOf(device: Device): number[] {
  const count = paramOf(device, 'bands') + 1
  return ascending(Array.from({ length: count }, (_, index) => paramOf(device, `x${index + 1}`)))
}

interface MultibandPlotProps {
  device: Device
  selected: number
  onSelect: (band: number) => void
  /** Writes what each band is turned down by at its foot. */
  withReductions?: boolean
}

/** The picture of a multiband compressor: its bands on the spectrum, each with its gain, level and threshold. */
export function MultibandPlot({ device, selected, onSelect, withReductions = false }: MultibandPlotProps) {
  const sampleRate = useSampleRate()
  const bands = multibandBands(device)
  const crossovers = crossoversOf(device)
  const reductions = useRef<number[]>([])
  const levels = useRef<number[]>([])
  const mix = paramOf(device, 'mix') / 100
  const soloed = bands.some(({ solo }) => solo)
  const shares = curveHz.map((hz) => bandShares(hz, crossovers, sampleRate))
  const isHeard = ({ solo, mute }: MultibandBand) => !mute && (!soloed || solo)

  const gainOf = (each: MultibandBand, reductionDb: number) =>
    !isHeard(each) ? 0 : each.compresses ? 1 - mix + mix * 10 ** ((each.makeupDb - reductionDb) / 20) : 1
  const response = (taken: (index: number) => number) => {
    const gains = bands.map((each, index) => gainOf(each, taken(index)))
    return shares.map(
      (share) =>
        20 *
        Math.log10(
          Math.max(
            1e-6,
            share.reduce((sum, part, i) => sum + part * gains[i]!, 0),
          ),
        ),
    )
  }

  const live = () => {
    let moved = false
    const playing = useTransport.getState().playing
    bands.forEach((each, index) => {
      const reduction = Math.max(0, -(readTap(device, `b${each.number}.reduction`)?.low ?? 0))
      const level = playing ? (readTap(device, `b${each.number}.level`)?.high ?? -144) : -144
      const before = levels.current[index] ?? -144
      const fallen = Math.max(level, before - 1)
      if (Math.abs(reduction - (reductions.current[index] ?? 0)) > 0.05 || Math.abs(fallen - before) > 0.1) moved = true
      reductions.current[index] = reduction
      levels.current[index] = fallen
    })
    return moved
  }

  return (
    <FrequencyPlot
      label="Bands and their gains"
      device={device}
      live={live}
      paint={(surface) => {
        const { context, width, height } = surface
        const y = (db: number) => (0.5 - db / (2 * RANGE_DB)) * height
        const levelY = (db: number) => clamp(db / FLOOR_DB, 0, 1) * height
        drawLevelGrid(surface.context, surface.width, [12, 6, 0, -6, -12], y)
        for (const [index, each] of bands.entries()) {
          const from = frequencyPlace(each.fromHz) * width
          const to = frequencyPlace(each.toHz) * width
          const colour = token(bandColour(each.number))
          context.globalAlpha = each.number === selected ? 0.16 : 0.07
          context.fillStyle = isHeard(each) ? colour : token('--muted')
          context.fillRect(from, 0, to - from, height)
          context.globalAlpha = 1
          const level = levels.current[index] ?? -144
          if (level > FLOOR_DB) {
            context.fillStyle = colour
            context.globalAlpha = 0.55
            context.fillRect(to - 7, levelY(level), 4, height - levelY(level))
            context.globalAlpha = 1
          }
          const reduction = reductions.current[index] ?? 0
          if (each.compresses && reduction > 0.05) {
            context.fillStyle = token('--warn')
            context.globalAlpha = 0.3
            context.fillRect(from, y(each.makeupDb), to - from, y(each.makeupDb - reduction) - y(each.makeupDb))
            context.globalAlpha = 1
          }
          if (withReductions && each.compresses)
            drawNote(surface, formatDb(-Number(reduction.toFixed(1))), (from + to) / 2, height - 18, 'center')
        }
        const at = (values: readonly number[]) => (i: number) =>
          [(i / (values.length - 1)) * width, clamp(y(values[i]!), -2, height + 2)] as const
        const still = response(() => 0)
        drawLine(surface, still.length, at(still), { colour: token('--muted'), width: 1, dash: [4, 4] })
        const now = response((index) => reductions.current[index] ?? 0)
        drawLine(surface, now.length, at(now), {
          colour: token('--text'),
          width: 2,
          alpha: device.bypass ? 0.35 : 1,
        })
      }}
    >
      <CrossoverHandles device={device} crossoversHz={crossovers} />
      {bands.map((each) => (
        <PlotHandle
          key={each.number}
          device={device}
          name={`Band ${each.number} threshold`}
          x={middle(each)}
          y={levelAxis(`b${each.number}.threshold`, 0, FLOOR_DB)}
          wheelParamId={`b${each.number}.ratio`}
          colour={`var(${bandColour(each.number)})`}
          pressed={each.number === selected}
          faded={!each.compresses}
          testId={`band-threshold-${each.number}`}
          onSelect={() => onSelect(each.number)}
        >
          {each.number}
        </PlotHandle>
      ))}
      {bands.map((each) => (
        <BandButtons key={each.number} device={device} band={each} />
      ))}
    </FrequencyPlot>
  )
}

/** Where the middle of a band lies on the plot. */
function middle({ fromHz, toHz }: { fromHz: number; toHz: number }): number {
  return (frequencyPlace(fromHz) + frequencyPlace(toHz)) / 2
}

/** Solo and mute at the top of a band. */
function BandButtons({ device, band }: { device: Device; band: MultibandBand }) {
  const id = `b${band.number}`
  return (
    <div className="band-buttons" style={{ left: `${middle(band) * 100}%` }}>
      <button
        type="button"
        className="toggle toggle-warn"
        aria-pressed={band.solo}
        aria-label={`Solo band ${band.number}`}
        data-tip={`Solo band ${band.number}`}
        onClick={() => setParam(device, `${id}.solo`, band.solo ? 0 : 1)}
      >
        <Headphones size={12} aria-hidden />
      </button>
      <button
        type="button"
        className="toggle toggle-clip"
        aria-pressed={band.mute}
        aria-label={`Mute band ${band.number}`}
        data-tip={`Mute band ${band.number}`}
        onClick={() => setParam(device, `${id}.mute`, band.mute ? 0 : 1)}
      >
        <VolumeX size={12} aria-hidden />
      </button>
    </div>
  )
}
