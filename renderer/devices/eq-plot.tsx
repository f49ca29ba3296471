import { type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Device } from '../../shared/model/document.ts'
import { letDeviceGo, moveAutomated } from '../automation/automation-hands.ts'
import { documentStore, type Gesture } from '../document/document-store.ts'
import { useSampleRate } from '../document/hooks.ts'
import { notifyError } from '../document/notices.ts'
import { player } from '../live/player.ts'
import { fitCanvas, token } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'
import { clamp } from '../ui/value-scale.ts'
import { paramOf, setParams } from './device-actions.ts'
import { bandsOf, describeBand, type EqBand, hasGain } from './eq-bands.ts'
import { eqCurve, prepareCurves } from './eq-curve.ts'
import { LiveSpectrum } from './live-spectrum.ts'
import { drawFrequencyGrid, drawLevelGrid, frequencyAt, frequencyX } from './plot.ts'

/** The plot reaches this far up and down, in dB. */
const RANGE_DB = 18
/** The spectrum behind the curve spans this much, from the top. */
const SPECTRUM_TOP_DB = 0
const SPECTRUM_SPAN_DB = 84
const SPECTRUM_BINS = 220

interface EqPlotProps {
  device: Device
  selected: number
  onSelect: (band: number) => void
  /** Draws the spectrum of the master behind the curve. */
  spectrum: boolean
}

function gainY(db: number, height: number): number {
  return (0.5 - db / (2 * RANGE_DB)) * height
}

function drawSpectrum(context: CanvasRenderingContext2D, live: LiveSpectrum, width: number, height: number): void {
  const levels = live.levelsDb
  context.beginPath()
  context.moveTo(0, height)
  for (let bin = 0; bin < levels.length; bin++) {
    const y = ((SPECTRUM_TOP_DB - levels[bin]!) / SPECTRUM_SPAN_DB) * height
    context.lineTo((bin / (levels.length - 1)) * width, clamp(y, 0, height))
  }
  context.lineTo(width, height)
  context.closePath()
  context.globalAlpha = 0.3
  context.fillStyle = token('--track-7')
  context.fill()
  context.globalAlpha = 1
}

function drawCurve(context: CanvasRenderingContext2D, curve: Float64Array, width: number, height: number): void {
  const path = new Path2D()
  for (const [index, db] of curve.entries()) {
    const x = (index / (curve.length - 1)) * width
    const y = gainY(Math.max(-60, db), height)
    if (index === 0) path.moveTo(x, y)
    else path.lineTo(x, y)
  }
  context.strokeStyle = token('--text')
  context.lineWidth = 2
  context.lineJoin = 'round'
  context.stroke(path)
}

/** The picture of an equalizer: its curve, a handle per band, and behind it what is heard. */
export function EqPlot({ device, selected, onSelect, spectrum }: EqPlotProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const sampleRate = useSampleRate()
  const channel = paramOf(device, `b${selected}.channel`)
  const [ready, setReady] = useState(false)
  const [size, setSize] = useState({ width: 0, height: 0 })

  useEffect(() => {
    prepareCurves().then(() => setReady(true), notifyError)
  }, [])

  useEffect(() => {
    const node = frame.current
    if (!node) return
    const observer = new ResizeObserver(() => setSize({ width: node.clientWidth, height: node.clientHeight }))
    observer.observe(node)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    const node = canvas.current
    if (!node || size.width === 0) return
    const curve = ready ? eqCurve(device.params, sampleRate, channel) : null
    const scope = spectrum ? player.openScope({ kind: 'output' }) : null
    const live = scope && new LiveSpectrum(SPECTRUM_BINS, scope)
    const paint = () => {
      const fitted = fitCanvas(node)
      if (!fitted) return
      const { context, width, height } = fitted
      context.clearRect(0, 0, width, height)
      drawFrequencyGrid(context, width, height)
      drawLevelGrid(context, width, [12, 6, 0, -6, -12], (db) => gainY(db, height))
      if (live) drawSpectrum(context, live, width, height)
      context.globalAlpha = device.bypass ? 0.35 : 1
      if (curve) drawCurve(context, curve, width, height)
      context.globalAlpha = 1
    }
    paint()
    if (!live) return
    let moving = false
    const offFrame = onFrame((timeMs) => {
      const seen = live.update(timeMs, sampleRate)
      if (seen || moving) paint()
      moving = seen
    })
    return () => {
      offFrame()
      scope.close()
    }
  }, [device, sampleRate, channel, ready, size, spectrum])

  return (
    <div
      ref={frame}
      className="eq-plot"
      role="group"
      aria-label="Equalizer curve: double click adds a band"
      data-testid="eq-plot"
      onDoubleClick={(event) => addBandAt(device, event, onSelect)}
    >
      <canvas ref={canvas} className="plot-canvas" aria-hidden />
      {size.width > 0 &&
        bandsOf(device).map((band) => (
          <BandHandle
            key={band.number}
            device={device}
            band={band}
            selected={band.number === selected}
            onSelect={() => onSelect(band.number)}
            width={size.width}
            height={size.height}
          />
        ))}
    </div>
  )
}

/** A double click on the plot puts the first free band there as a bell. */
function addBandAt(
  device: Device,
  event: { clientX: number; clientY: number; currentTarget: Element; target: EventTarget },
  onSelect: (band: number) => void,
): void {
  if ((event.target as Element).closest('.eq-handle')) return
  const free = bandsOf(device).find((band) => !band.on || (hasGain(band.type) && band.gainDb === 0))
  if (!free) return
  const box = event.currentTarget.getBoundingClientRect()
  const id = `b${free.number}`
  setParams(device, {
    [`${id}.on`]: 1,
    [`${id}.type`]: 6,
    [`${id}.freq`]: frequencyAt(event.clientX - box.left, box.width),
    [`${id}.gain`]: (0.5 - (event.clientY - box.top) / box.height) * 2 * RANGE_DB,
    [`${id}.q`]: 1,
  })
  onSelect(free.number)
}

interface BandHandleProps {
  device: Device
  band: EqBand
  selected: boolean
  onSelect: () => void
  width: number
  height: number
}

/** A band's point on the curve: drag for frequency and gain, wheel for Q, arrow keys for small steps. */
function BandHandle({ device, band, selected, onSelect, width, height }: BandHandleProps) {
  const button = useRef<HTMLButtonElement>(null)
  const drag = useRef<{ gesture: Gesture; moved: boolean } | null>(null)
  const id = `b${band.number}`
  const at = { x: frequencyX(band.hz, width), y: gainY(hasGain(band.type) && band.on ? band.gainDb : 0, height) }

  const edit = (params: Record<string, number>) =>
    ({ type: 'setDeviceParams', ownerId: device.ownerId, deviceId: device.id, params }) as const
  const hear = (params: Record<string, number>) => {
    for (const [paramId, value] of Object.entries(params)) player.previewDevice(device.id, paramId, value)
  }

  const latest = useRef({ device, band })
  latest.current = { device, band }
  useEffect(() => {
    const node = button.current
    if (!node) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      event.stopPropagation()
      const now = latest.current
      const q = clamp(now.band.q * (event.deltaY < 0 ? 1.1 : 1 / 1.1), 0.1, 18)
      setParams(now.device, { [`b${now.band.number}.q`]: q })
    }
    node.addEventListener('wheel', onWheel, { passive: false })
    return () => node.removeEventListener('wheel', onWheel)
  }, [])

  const moveTo = (event: PointerEvent): Record<string, number> => {
    const box = button.current!.parentElement!.getBoundingClientRect()
    const hz = clamp(frequencyAt(event.clientX - box.left, box.width), 20, 20_000)
    const gain = clamp((0.5 - (event.clientY - box.top) / box.height) * 2 * RANGE_DB, -RANGE_DB, RANGE_DB)
    return {
      ...(!band.on && { [`${id}.on`]: 1 }),
      [`${id}.freq`]: hz,
      ...(hasGain(band.type) && { [`${id}.gain`]: gain }),
    }
  }

  return (
    <button
      ref={button}
      type="button"
      className="eq-handle"
      data-on={band.on || undefined}
      data-selected={selected || undefined}
      data-testid={`eq-band-${band.number}`}
      data-tip={describeBand(band)}
      data-tip-live=""
      aria-label={describeBand(band)}
      aria-pressed={selected}
      style={{ left: at.x, top: at.y, background: `var(--track-${(band.number * 2 - 2) % 12})` }}
      onFocus={onSelect}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        onSelect()
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { gesture: documentStore.begin(), moved: false }
      }}
      onPointerMove={(event) => {
        if (!drag.current) return
        if (event.movementX === 0 && event.movementY === 0) return
        drag.current.moved = true
        const params = moveTo(event)
        // Drawn where the hand is, also what goes on a lane and not into the device.
        drag.current.gesture.preview(edit(params))
        hear(moveAutomated(device, params))
      }}
      onPointerUp={(event) => {
        const hand = drag.current
        drag.current = null
        const kept = hand?.moved ? moveAutomated(device, moveTo(event)) : {}
        if (Object.keys(kept).length > 0) void hand?.gesture.commit(edit(kept))
        else hand?.gesture.revert()
        letDeviceGo(device, true)
      }}
      onPointerCancel={() => {
        drag.current?.gesture.revert()
        letDeviceGo(device, false)
        drag.current = null
      }}
      onDoubleClick={() => setParams(device, { [`${id}.gain`]: 0 })}
      onKeyDown={(event) => {
        const fine = event.shiftKey ? 0.1 : 1
        const ratio = 2 ** ((event.shiftKey ? 1 : 4) / 48)
        const step: Record<string, Record<string, number>> = {
          ArrowLeft: { [`${id}.freq`]: clamp(band.hz / ratio, 10, 22_000) },
          ArrowRight: { [`${id}.freq`]: clamp(band.hz * ratio, 10, 22_000) },
          ArrowUp: { [`${id}.gain`]: clamp(band.gainDb + fine, -24, 24) },
          ArrowDown: { [`${id}.gain`]: clamp(band.gainDb - fine, -24, 24) },
          Delete: { [`${id}.on`]: 0 },
          Enter: { [`${id}.on`]: paramOf(device, `${id}.on`) === 1 ? 0 : 1 },
        }
        const params = step[event.key]
        if (!params || event.ctrlKey || event.altKey) return
        event.preventDefault()
        event.stopPropagation()
        setParams(device, params)
      }}
    >
      {band.number}
    </button>
  )
}
