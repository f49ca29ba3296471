import {
  frameAtBar,
  framesPerBarAt,
  framesPerBeatAt,
  positionAt,
  signatureOfBar,
  type TempoMap,
} from '../../shared/model/tempo-map.ts'
import { formatTime } from '../document/musical-time.ts'

export interface Tick {
  frame: number
  /** Empty for the small lines between. */
  label: string
  /** 2 a bar (or the step of bars that fits), 1 a beat inside it, 0 a part of a beat. */
  weight: 0 | 1 | 2
}

const minLabelPx = 56
const minLinePx = 9

/** The smallest of 1, 2, 4, 8, … that makes steps of at least `minPx`. */
function doubled(unitPx: number, minPx: number): number {
  let step = 1
  while (unitPx * step < minPx) step *= 2
  return step
}

/** Into how many parts a beat is divided where there is room: 1, 2 or 4. */
function beatParts(beatPx: number): number {
  if (beatPx / 4 >= minLinePx * 2) return 4
  return beatPx / 2 >= minLinePx * 2 ? 2 : 1
}

/** The shortest bar and beat between two frames, for which there must be room. */
function shortest(map: TempoMap, fromFrame: number, toFrame: number): { bar: number; beat: number } {
  const changes = [...map.tempos, ...map.signatures].map(({ frame }) => frame)
  const frames = [fromFrame, toFrame, ...changes.filter((frame) => frame > fromFrame && frame < toFrame)]
  return {
    bar: Math.min(...frames.map((frame) => framesPerBarAt(map, frame))),
    beat: Math.min(...frames.map((frame) => framesPerBeatAt(map, frame))),
  }
}

/** Bars, and beats where there is room for them, between two frames. */
export function barTicks(map: TempoMap, fromFrame: number, toFrame: number, framesPerPixel: number): Tick[] {
  const { bar, beat } = shortest(map, Math.max(0, fromFrame), toFrame)
  const labelBars = doubled(bar / framesPerPixel, minLabelPx)
  const ticks: Tick[] = []
  const showBeats = labelBars === 1 && beat / framesPerPixel >= minLinePx
  const labelBeats = showBeats && beat / framesPerPixel >= minLabelPx
  const parts = showBeats ? beatParts(beat / framesPerPixel) : 1
  const lineBars = Math.min(labelBars, doubled(bar / framesPerPixel, minLinePx * 2))
  const firstBar = Math.floor(positionAt(map, Math.max(0, fromFrame)).bar / lineBars) * lineBars
  let labelled = Number.NEGATIVE_INFINITY
  for (let index = firstBar; ; index += lineBars) {
    const start = frameAtBar(map, index)
    if (start > toFrame) return ticks
    // A bar that a signature cuts short leaves no room for the number behind it.
    const hasLabel = index % labelBars === 0 && (start - labelled) / framesPerPixel >= minLabelPx
    if (hasLabel) labelled = start
    ticks.push({ frame: start, label: hasLabel ? String(index + 1) : '', weight: 2 })
    if (!showBeats) continue
    const end = frameAtBar(map, index + 1)
    for (let part = 1; part < signatureOfBar(map, index).beatsPerBar * parts; part++) {
      const frame = frameAtBar(map, index, part / parts)
      // Far in, a bar is much longer than the window.
      if (frame < fromFrame - beat || frame > toFrame || frame >= end) continue
      const isBeat = part % parts === 0
      ticks.push({
        frame,
        label: isBeat && labelBeats ? `${index + 1}.${part / parts + 1}` : '',
        weight: isBeat ? 1 : 0,
      })
    }
  }
}

const timeSteps = [
  0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600,
  1800, 3600,
]
/** Room for a time and what lies between two. */
const timeLabelPx = minLabelPx + 14
/** A digit of a label, and what lies between two labels. */
const digitPx = 6
const labelGapPx = 22

/** Labels at every multiple of a step of frames between two frames. */
function evenTicks(stepFrames: number, fromFrame: number, toFrame: number, labelOf: (index: number) => string): Tick[] {
  const ticks: Tick[] = []
  for (let index = Math.max(0, Math.floor(fromFrame / stepFrames)); index * stepFrames <= toFrame; index++)
    ticks.push({ frame: index * stepFrames, label: labelOf(index), weight: 2 })
  return ticks
}

/** Labelled times between two frames, as far apart as their labels need. */
export function timeTicks(sampleRate: number, fromFrame: number, toFrame: number, framesPerPixel: number): Tick[] {
  const secondsPerPixel = framesPerPixel / sampleRate
  const step = timeSteps.find((candidate) => candidate / secondsPerPixel >= timeLabelPx) ?? timeSteps.at(-1)!
  const decimals = step >= 1 ? 0 : Math.ceil(-Math.log10(step))
  return evenTicks(step * sampleRate, fromFrame, toFrame, (index) => formatTime(index * step, 1, decimals))
}

/** Labelled frames, likewise: every 1, 2 or 5 of a power of ten. */
export function sampleTicks(fromFrame: number, toFrame: number, framesPerPixel: number): Tick[] {
  const minPx = String(Math.ceil(toFrame)).length * digitPx + labelGapPx
  let step = 10 ** Math.max(0, Math.floor(Math.log10(minPx * framesPerPixel)))
  for (const factor of [2, 2.5, 2]) if (step / framesPerPixel < minPx) step *= factor
  return evenTicks(step, fromFrame, toFrame, (index) => String(index * step))
}
