import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Device } from '../../shared/model/document.ts'
import { isBlackKey, nearestNote, noteHz, noteName } from '../../shared/model/note-name.ts'
import { formatHz } from '../../shared/model/units.ts'
import { useSampleRate } from '../document/hooks.ts'
import type { Scope } from '../live/places.ts'
import { token } from '../ui/canvas.ts'
import { clamp } from '../ui/value-scale.ts'
import { LiveSpectrum } from './live-spectrum.ts'
import { drawFrequencyGrid, drawLine, drawNote, frequencyPlace, hzAt } from './plot.ts'
import { PlotCanvas, type Surface } from './plot-canvas.tsx'
import { useSpectra } from './spectrum-sources.ts'
import { SpectrumSwitches } from './spectrum-switches.tsx'

/** The spectra behind the curve span this much, from the top. */
const SPECTRUM_TOP_DB = 0
const SPECTRUM_SPAN_DB = 84
const SPECTRUM_BINS = 220
/** Height of the keyboard along the bottom, where there is room for it. */
const KEYS_PX = 14
const ROOM_FOR_KEYS_PX = 150
/** Keys narrower than this are not told apart. */
const NARROWEST_KEY_PX = 3

interface FrequencyPlotProps {
  label: string
  /** Whose sound's spectra lie behind. */
  device: Device
  paint: (surface: Surface) => void
  /** See `PlotCanvas`. */
  live?: (timeMs: number) => boolean
  caption?: string
  /** More for the words at the pointer, for a frequency. */
  readout?: (hz: number, place: { x: number; y: number }) => string
  onDoubleClick?: (place: { x: number; y: number }) => void
  children?: ReactNode
}

function drawKeys({ context, width, height }: Surface): void {
  const top = height - KEYS_PX
  const first = nearestNote(20).number
  const last = nearestNote(20_000).number
  context.fillStyle = token('--raised')
  context.fillRect(0, top, width, KEYS_PX)
  const keyPx = width * frequencyPlace(20 * 2 ** (1 / 12))
  for (let number = first; number <= last; number++) {
    const from = frequencyPlace(noteHz(number - 0.5)) * width
    const to = frequencyPlace(noteHz(number + 0.5)) * width
    if (keyPx >= NARROWEST_KEY_PX) {
      context.fillStyle = isBlackKey(number) ? token('--sunken') : token('--hover')
      context.fillRect(from + 0.5, top + 1, to - from - 1, KEYS_PX - 1)
    }
  }
  for (let number = first; number <= last; number++) {
    const from = frequencyPlace(noteHz(number - 0.5)) * width
    if (number % 12 === 0) {
      context.fillStyle = token('--line')
      context.fillRect(from, top, 1, KEYS_PX)
      drawNote({ context, width, height }, noteName(number), from + 2, height - 4)
    }
  }
}

/** A spectrum is that of some 90 ms: thirty pictures a second leave out nothing of it. */
const PICTURE_MS = 30

/** A picture over the range of hearing: spectra of what plays, a curve before them, and the notes along the bottom. */
export function FrequencyPlot({
  label,
  device,
  paint,
  live,
  caption,
  readout,
  onDoubleClick,
  children,
}: FrequencyPlotProps) {
  const sampleRate = useSampleRate()
  const spectra = useSpectra(device)
  const [hasKeys, setHasKeys] = useState(true)
  const frame = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLDivElement>(null)
  const words = useRef<HTMLSpanElement>(null)
  const line = useRef<HTMLDivElement>(null)
  const bands = useRef(new Map<string, LiveSpectrum>())
  const sources = useRef(new Map<string, Scope>())
  const wasSeen = useRef(false)
  const updatedMs = useRef(0)

  useEffect(() => {
    const node = frame.current
    if (!node) return
    const observer = new ResizeObserver(() => setHasKeys(node.clientHeight >= ROOM_FOR_KEYS_PX))
    observer.observe(node)
    return () => observer.disconnect()
  }, [])

  const placeOf = (event: { clientX: number; clientY: number }) => {
    const box = area.current!.getBoundingClientRect()
    return {
      x: clamp((event.clientX - box.left) / box.width, 0, 1),
      y: clamp((event.clientY - box.top) / box.height, 0, 1),
    }
  }
  const tell = (event: PointerEvent) => {
    const place = placeOf(event)
    const hz = hzAt(place.x)
    const { number, cents } = nearestNote(hz)
    const away = cents === 0 ? '' : ` ${cents > 0 ? '+' : '−'}${Math.abs(cents)} ct`
    if (words.current)
      words.current.textContent = `${formatHz(hz)} · ${noteName(number)}${away}${readout ? ` · ${readout(hz, place)}` : ''}`
    if (line.current) line.current.style.left = `${place.x * 100}%`
    if (frame.current) frame.current.dataset.pointed = ''
  }

  const update = (timeMs: number): boolean => {
    if (timeMs - updatedMs.current < PICTURE_MS) return false
    updatedMs.current = timeMs
    let seen = false
    for (const { id, scope } of spectra) {
      let spectrum = bands.current.get(id)
      if (!spectrum || sources.current.get(id) !== scope) {
        sources.current.set(id, scope)
        spectrum = new LiveSpectrum(SPECTRUM_BINS, scope)
        bands.current.set(id, spectrum)
      }
      if (spectrum.update(timeMs, sampleRate)) seen = true
    }
    const moved = live?.(timeMs) ?? false
    const repaint = seen || wasSeen.current || moved
    wasSeen.current = seen
    return repaint
  }

  return (
    <div
      ref={frame}
      className="plot frequency-plot"
      onPointerMove={tell}
      onPointerLeave={() => {
        if (frame.current) delete frame.current.dataset.pointed
      }}
      data-keys={hasKeys || undefined}
    >
      <PlotCanvas
        label={label}
        live={spectra.length > 0 || live ? update : undefined}
        paint={(whole) => {
          const surface = hasKeys ? { ...whole, height: whole.height - KEYS_PX } : whole
          drawFrequencyGrid(surface.context, surface.width, surface.height)
          for (const { id, colour, isLine } of spectra) {
            const levels = bands.current.get(id)?.levelsDb
            if (!levels) continue
            const y = (db: number) =>
              clamp(((SPECTRUM_TOP_DB - db) / SPECTRUM_SPAN_DB) * surface.height, 0, surface.height)
            drawLine(
              surface,
              levels.length,
              (bin) => [(bin / (levels.length - 1)) * surface.width, y(levels[bin]!)],
              isLine
                ? { colour: token(colour), width: 1, alpha: 0.75 }
                : { colour: token(colour), width: 0, fillTo: surface.height, fillAlpha: 0.28 },
            )
          }
          paint(surface)
          if (hasKeys) drawKeys(whole)
        }}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above. */}
      <div ref={area} className="plot-area" onDoubleClick={(event) => onDoubleClick?.(placeOf(event))}>
        <div ref={line} className="plot-pointer" aria-hidden />
        {caption && <span className="plot-caption">{caption}</span>}
        {children}
      </div>
      <SpectrumSwitches device={device} />
      <span ref={words} className="plot-readout" aria-hidden />
    </div>
  )
}
