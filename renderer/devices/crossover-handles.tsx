import type { Device } from '../../shared/model/document.ts'
import { frequencyAxis, frequencyPlace } from './plot.ts'
import { PlotHandle } from './plot-handle.tsx'

/** The crossovers of a device of several bands, each as a column to drag; `crossoversHz` is where they lie. */
export function CrossoverHandles({ device, crossoversHz }: { device: Device; crossoversHz: readonly number[] }) {
  return crossoversHz.map((hz, index) => (
    <PlotHandle
      key={index}
      device={device}
      name={`Crossover ${index + 1}`}
      x={{ ...frequencyAxis(`x${index + 1}`), place: () => frequencyPlace(hz) }}
      y={0.5}
      shape="column"
      testId={`crossover-${index + 1}`}
    />
  ))
}
