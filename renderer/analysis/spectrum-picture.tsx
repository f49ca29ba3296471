import { useEffect, useRef } from 'react'
import type { Place } from '../../shared/engine/mixer/probe.ts'
import { formatNumber } from '../../shared/model/units.ts'
import { FLOOR_DB, LiveSpectrum } from '../devices/live-spectrum.ts'
import { drawFrequencyGrid, drawLevelGrid, frequencyAt, frequencyX } from '../devices/plot.ts'
import { useSampleRate } from '../document/hooks.ts'
import { player } from '../live/player.ts'
import { fitCanvas, token } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'
import { clamp } from '../ui/value-scale.ts'
import type { SpectrumStyle, Tilt } from './analysis-view.ts'
import { lineBands, middleHz, thirdBands } from './bands.ts'
import { formatHz, noteName } from './note-name.ts'

const LINES = 320
const TOP_DB = 6
const BOTTOM_DB = -90
/** A spoken summary changes this often. */
const TELL_MS = 1000
/** An arrow key moves the cursor by a semitone. */
const KEY_RATIO = 2 ** (1 / 12)

interface SpectrumPictureProps {
  place: Place
  /** Whose sound it is, for screen readers. */
  name: string
  style: SpectrumStyle
  tilt: Tilt
  average: boolean
  peaks: boolean
  frozen: boolean
  /** A sound to compare with, drawn as a line behind this one. */
  behind?: SpectrumBehind | null
}

/** The mean spectrum of a sound: levels of `lineBands` in dB, a full-scale sine 0. */
export interface SpectrumBehind {
  readonly levelsDb: Float32Array
  /** Added to the levels. */
  readonly gainDb: number
}

function yOf(db: number, height: number): number {
  return clamp((TOP_DB - db) / (TOP_DB - BOTTOM_DB), 0, 1) * height
}

interface Plot {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
}

/** Lays a line through one level per band. */
function trace({ context, width, height }: Plot, live: LiveSpectrum, levelsDb: Float32Array): void {
  context.beginPath()
  for (let band = 0; band < levelsDb.length; band++) {
    const x = frequencyX(middleHz(live.bands, band), width)
    const y = yOf(levelsDb[band]!, height)
    if (band === 0) context.moveTo(0, y)
    context.lineTo(x, y)
  }
  context.lineTo(width, yOf(levelsDb.at(-1)!, height))
}

function drawLines(plot: Plot, live: LiveSpectrum): void {
  const { context, width, height } = plot
  trace(plot, live, live.levelsDb)
  context.lineTo(width, height)
  context.lineTo(0, height)
  context.closePath()
  context.globalAlpha = 0.4
  context.fillStyle = token('--accent')
  context.fill()
  context.globalAlpha = 1
}

/** Bars with the gap of a pixel; `fill` draws one. */
function eachBar({ width }: Plot, live: LiveSpectrum, fill: (band: number, x: number, barWidth: number) => void): void {
  const { edgesHz } = live.bands
  for (let band = 0; band < live.levelsDb.length; band++) {
    const left = Math.max(0, frequencyX(edgesHz[band]!, width))
    const right = Math.min(width, frequencyX(edgesHz[band + 1]!, width))
    fill(band, left + 0.5, Math.max(1, right - left - 1))
  }
}

function drawBars(plot: Plot, live: LiveSpectrum): void {
  const { context, height } = plot
  context.fillStyle = token('--accent')
  context.globalAlpha = 0.65
  eachBar(plot, live, (band, x, barWidth) => {
    const y = yOf(live.levelsDb[band]!, height)
    context.fillRect(x, y, barWidth, height - y)
  })
  context.globalAlpha = 1
}

/** The sound to compare with. */
function drawBehind({ context, width, height }: Plot, { levelsDb, gainDb }: SpectrumBehind, tilt: Tilt): void {
  const bands = lineBands(levelsDb.length)
  context.beginPath()
  for (const [band, db] of levelsDb.entries()) {
    const hz = middleHz(bands, band)
    const y = yOf(db + gainDb + tilt * Math.log2(hz / 1000), height)
    if (band === 0) context.moveTo(0, y)
    context.lineTo(frequencyX(hz, width), y)
  }
  context.strokeStyle = token('--range')
  context.lineWidth = 1.25
  context.stroke()
}

/** Average or peaks over the live picture. */
function drawOverlay(plot: Plot, live: LiveSpectrum, levelsDb: Float32Array, colour: string): void {
  const { context, height } = plot
  if (live.bands === thirdBands) {
    context.fillStyle = colour
    eachBar(plot, live, (band, x, barWidth) => {
      if (levelsDb[band]! > BOTTOM_DB) context.fillRect(x, yOf(levelsDb[band]!, height) - 1, barWidth, 2)
    })
    return
  }
  trace(plot, live, levelsDb)
  context.strokeStyle = colour
  context.lineWidth = 1.25
  context.stroke()
}

/** The band that a frequency lies in. */
function bandAt(live: LiveSpectrum, hz: number): number {
  const { edgesHz } = live.bands
  let band = 0
  while (band < live.levelsDb.length - 1 && edgesHz[band + 1]! <= hz) band++
  return band
}

function describe(live: LiveSpectrum, band: number, db: number): string {
  const hz = middleHz(live.bands, band)
  return `${formatHz(hz)}, ${noteName(hz)}, ${formatNumber(live.untilted(band, db), 1)} dB`
}

/** The spectrum of a place with a cursor that reads frequency, note and level; a double click clears average and peaks. */
export function SpectrumPicture({
  place,
  name,
  style,
  tilt,
  average,
  peaks,
  frozen,
  behind = null,
}: SpectrumPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const readout = useRef<HTMLOutputElement>(null)
  const sampleRate = useSampleRate()
  /** Under the pointer or the keys; null: neither. */
  const cursorHz = useRef<number | null>(null)
  const clear = useRef(() => {})
  const shown = useRef({ average, peaks, frozen, behind })
  shown.current = { average, peaks, frozen, behind }

  useEffect(() => {
    const scope = player.openScope(place)
    const live = new LiveSpectrum(style === 'thirds' ? thirdBands : lineBands(LINES), scope, {
      size: sampleRate > 64_000 ? 16_384 : 8192,
      tiltDbPerOctave: tilt,
    })
    clear.current = () => live.clear()
    let drawn = ''
    let drawnBehind: SpectrumBehind | null = null
    let toldMs = 0
    let seen = true
    const offFrame = onFrame((timeMs) => {
      const node = canvas.current
      const { average, peaks, frozen, behind } = shown.current
      const moved = !frozen && live.update(timeMs, sampleRate)
      const fitted = node && fitCanvas(node)
      if (!fitted) return
      const key = `${cursorHz.current} ${average} ${peaks} ${frozen}`
      if (!moved && !seen && !fitted.resized && key === drawn && behind === drawnBehind) return
      seen = moved
      drawn = key
      drawnBehind = behind
      paint(fitted, live, { average, peaks, behind })
      tell(live, timeMs, node)
    })
    const paint = (plot: Plot, spectrum: LiveSpectrum, over: Omit<typeof shown.current, 'frozen'>) => {
      const { context, width, height } = plot
      context.clearRect(0, 0, width, height)
      drawFrequencyGrid(context, width, height)
      drawLevelGrid(context, width, [0, -12, -24, -36, -48, -60, -72, -84], (db) => yOf(db, height))
      if (over.behind) drawBehind(plot, over.behind, tilt)
      if (style === 'thirds') drawBars(plot, spectrum)
      else drawLines(plot, spectrum)
      if (over.average) drawOverlay(plot, spectrum, spectrum.averageDb, token('--text'))
      if (over.peaks) drawOverlay(plot, spectrum, spectrum.peaksDb, token('--warn'))
      if (cursorHz.current === null) return
      context.fillStyle = token('--muted')
      context.fillRect(Math.round(frequencyX(cursorHz.current, width)), 0, 1, height)
    }
    const tell = (spectrum: LiveSpectrum, timeMs: number, node: HTMLCanvasElement) => {
      if (readout.current) {
        const band = cursorHz.current === null ? -1 : bandAt(spectrum, cursorHz.current)
        const text = band < 0 ? '' : describe(spectrum, band, spectrum.levelsDb[band]!)
        if (readout.current.textContent !== text) readout.current.textContent = text
      }
      if (timeMs - toldMs < TELL_MS) return
      toldMs = timeMs
      const highest = spectrum.highest()
      const what =
        highest && highest.db > FLOOR_DB ? `highest at ${describe(spectrum, highest.band, highest.db)}` : 'silence'
      node.setAttribute('aria-label', `Spectrum of ${name}: ${what}`)
    }
    return () => {
      offFrame()
      scope.close()
    }
  }, [place, name, style, tilt, sampleRate])

  return (
    <div
      className="plot analysis-spectrum"
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move its cursor.
      tabIndex={0}
      aria-label="Spectrum: arrow keys move the cursor, Enter clears average and peaks"
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        cursorHz.current = frequencyAt(event.clientX - box.left, box.width)
      }}
      onPointerLeave={() => {
        cursorHz.current = null
      }}
      onBlur={() => {
        cursorHz.current = null
      }}
      onDoubleClick={() => clear.current()}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return
        const step = event.shiftKey ? KEY_RATIO ** 12 : KEY_RATIO
        if (event.key === 'Enter') clear.current()
        else if (event.key === 'Escape' && cursorHz.current !== null) cursorHz.current = null
        else if (event.key === 'ArrowLeft') cursorHz.current = clamp((cursorHz.current ?? 440) / step, 20, 20_000)
        else if (event.key === 'ArrowRight') cursorHz.current = clamp((cursorHz.current ?? 440) * step, 20, 20_000)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <canvas
        ref={canvas}
        className="plot-canvas"
        role="img"
        aria-label={`Spectrum of ${name}`}
        data-testid="analysis-spectrum"
      />
      <output ref={readout} className="plot-readout" aria-live="polite" data-testid="spectrum-readout" />
    </div>
  )
}
