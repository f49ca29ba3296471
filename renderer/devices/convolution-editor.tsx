import { useEffect, useState } from 'react'
import type { DeviceFile } from '../../shared/engine/devices/device.ts'
import type { Device } from '../../shared/model/document.ts'
import { formatMs, formatNumber } from '../../shared/model/units.ts'
import { useDocument, useSampleRate } from '../document/hooks.ts'
import { notifyError } from '../document/notices.ts'
import { fetchDeviceFile } from '../live/device-files.ts'
import { token } from '../ui/canvas.ts'
import { clamp } from '../ui/value-scale.ts'
import { impulsePart, peakColumns } from './curves/impulse-envelope.ts'
import { paramOf } from './device-param.ts'
import { ControlGroup, ParamControls } from './param-controls.tsx'
import { acrossAxis, drawAcrossGrid, drawLevelGrid, drawLine } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'
import { PlotHandle } from './plot-handle.tsx'

const COLUMNS = 600
const FLOOR_DB = -72

/** The peaks of the file that a device plays; null while there is none. */
function usePeaks(fileAssetId: string | null): { peaks: Float32Array; frames: number } | null {
  const sampleRate = useSampleRate()
  const asset = useDocument((document) => (fileAssetId === null ? undefined : document.assets[fileAssetId]), undefined)
  const [file, setFile] = useState<{ id: string; file: DeviceFile } | null>(null)
  useEffect(() => {
    if (!asset) return
    let wanted = true
    fetchDeviceFile('/pool/', asset, sampleRate).then((got) => {
      if (wanted) setFile({ id: asset.id, file: got })
    }, notifyError)
    return () => {
      wanted = false
    }
  }, [asset, sampleRate])
  if (!file || file.id !== fileAssetId) return null
  return { peaks: peakColumns(file.file, COLUMNS), frames: file.file.samples.length / file.file.channels }
}

/** The convolution: its response with what is cut of it, behind its pre-delay, and its controls. */
export function ConvolutionEditor({ device }: { device: Device }) {
  const sampleRate = useSampleRate()
  const known = usePeaks(device.fileAssetId)
  const seconds = (known?.frames ?? sampleRate) / sampleRate
  const preDelay = paramOf(device, 'preDelay') / 1000
  const start = paramOf(device, 'start') / 100
  const length = paramOf(device, 'length') / 100
  const end = Math.min(1, start + length)
  /** Before the response's own time there is room for the pre-delay. */
  const span = seconds + 0.5
  const place = (share: number) => (share * seconds) / span
  return (
    <div className="editor-body">
      <div className="editor-pictures">
        <div className="plot">
          <PlotCanvas
            label="Impulse response"
            paint={(surface) => {
              const { context, width, height } = surface
              const room = height - 16
              const y = (db: number) => clamp(db / FLOOR_DB, 0, 1) * room
              drawLevelGrid(surface.context, surface.width, [-12, -24, -36, -48, -60], y)
              const step = [0.05, 0.1, 0.25, 0.5, 1, 2, 5].find((each) => (each / span) * width > 56) ?? 5
              drawAcrossGrid(
                surface,
                Array.from({ length: Math.floor(span / step) }, (_, i) => (i + 1) * step).map((each) => ({
                  x: (each / span) * width,
                  text: formatMs(each * 1000),
                })),
              )
              if (!known) return
              const highest = known.peaks.reduce((most, peak) => Math.max(most, peak), 1e-9)
              const level = (peak: number) => 20 * Math.log10(Math.max(1e-9, peak) / highest)
              const whole = (i: number) => [place((i + 0.5) / COLUMNS) * width, y(level(known.peaks[i]!))] as const
              drawLine(surface, COLUMNS, whole, {
                colour: token('--muted'),
                width: 0,
                fillTo: room,
                fillAlpha: 0.18,
              })
              const part = impulsePart(device, known.frames)
              const first = Math.floor((part.firstFrame / known.frames) * COLUMNS)
              const count = Math.max(1, Math.round((part.frames / known.frames) * COLUMNS))
              const shift = (preDelay / span) * width - place(start) * width
              drawLine(
                surface,
                Math.min(count, COLUMNS - first),
                (i) => [
                  whole(first + i)[0] + shift,
                  y(level(known.peaks[first + i]! * part.gain(((i + 0.5) / count) * part.frames))),
                ],
                {
                  colour: token('--accent'),
                  width: 1,
                  alpha: device.bypass ? 0.3 : 0.9,
                  fillTo: room,
                  fillAlpha: device.bypass ? 0.1 : 0.35,
                },
              )
              context.fillStyle = token('--sunken')
              context.globalAlpha = 0.55
              context.fillRect(0, 0, place(start) * width, room)
              context.fillRect(place(end) * width, 0, (place(1) - place(end)) * width, room)
              context.globalAlpha = 1
            }}
          />
          {known ? (
            <>
              <PlotHandle
                device={device}
                name="Start"
                x={acrossAxis('start', 0, (100 * span) / seconds)}
                y={0.5}
                shape="column"
              />
              <PlotHandle
                device={device}
                name="Length"
                x={{
                  paramId: 'length',
                  place: (percent) => place(Math.min(1, start + percent / 100)),
                  value: (at) => ((at * span) / seconds - start) * 100,
                }}
                y={0.5}
                shape="column"
                testId="length-handle"
              />
              <PlotHandle
                device={device}
                name="Pre-delay"
                x={acrossAxis('preDelay', 0, span * 1000)}
                y={0.1}
                colour="var(--track-7)"
              />
            </>
          ) : (
            <p className="plot-empty">
              {device.fileAssetId === null
                ? 'Choose an impulse response above: one of the program’s, a file, or any sound of the project.'
                : 'Reading the impulse response …'}
            </p>
          )}
          <span className="plot-caption plot-caption-top">
            {known ? `${formatNumber(seconds * length, 2)} of ${formatNumber(seconds, 2)} s sound` : ''}
          </span>
        </div>
      </div>
      <div className="editor-controls">
        <ControlGroup name="Response">
          <ParamControls device={device} params={['start', 'length', ['normalise', 'Level']]} />
        </ControlGroup>
        <ControlGroup name="Placed">
          <ParamControls device={device} params={['preDelay', 'lowCut', 'highCut', 'width']} />
        </ControlGroup>
        <ControlGroup name="Out">
          <ParamControls device={device} params={[['gain', 'Wet level'], 'mix']} />
        </ControlGroup>
      </div>
    </div>
  )
}
