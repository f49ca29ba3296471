import { useState } from 'react'
import type { Depth } from '../../shared/contract/api.ts'
import { type NoiseShape, suitsRate } from '../../shared/formats/noise-shaping.ts'
import { useSampleRate } from '../document/hooks.ts'
import { Select } from '../ui/select.tsx'
import './deliver.css'

const depthOptions = [
  { value: '16', label: 'WAV 16 bit, dithered' },
  { value: '24', label: 'WAV 24 bit, dithered' },
  { value: '32f', label: 'WAV 32 bit float' },
] as const
const ditherOptions = [
  { value: 'flat', label: 'Flat: the quietest in all' },
  { value: 'lipshitz', label: 'Shaped, Lipshitz: gently away from the ear' },
  { value: 'wannamaker', label: 'Shaped, Wannamaker: further away' },
] as const

/** How a file is written. */
export interface FileFormat {
  readonly depth: Depth
  readonly dither: NoiseShape
}

/** The format that is chosen, flat dither where none can be shaped, and the fields that choose it. */
export function useFileFormat(): { format: FileFormat; fields: React.ReactNode } {
  const sampleRate = useSampleRate()
  const [depth, setDepth] = useState<Depth>('24')
  const [wantedDither, setDither] = useState<NoiseShape>('flat')
  const isShapeable = depth !== '32f' && suitsRate('lipshitz', sampleRate)
  const dither = isShapeable ? wantedDither : 'flat'
  const fields = (
    <>
      <Select label="Format" showLabel value={depth} options={depthOptions} onChange={setDepth} testId="bounce-depth" />
      {isShapeable && (
        <Select
          label="Dither"
          showLabel
          value={dither}
          options={ditherOptions}
          onChange={setDither}
          testId="bounce-dither"
        />
      )}
      <div className="bounce-muted">{sampleRate / 1000} kHz, stereo: the project's rate</div>
    </>
  )
  return { format: { depth, dither }, fields }
}
