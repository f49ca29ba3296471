import { useRef } from 'react'
import { useSampleRate } from '../document/hooks.ts'
import type { Scope } from '../live/places.ts'
import { BandFilter } from './band-filter.ts'
import type { ScopeReader } from './spectrum-sources.ts'
import { VectorScope } from './vector-scope.tsx'

/** Frames that a band's filters are given to swing in before what is shown. */
const LEAD_FRAMES = 2048

/** A vector scope for each band between crossovers. */
export function BandScopes({ edgesHz, scope }: { edgesHz: readonly number[]; scope: Scope | null }) {
  const sampleRate = useSampleRate()
  const buffer = useRef(new Float32Array(0))
  const reader = (index: number): ScopeReader => {
    const filter = new BandFilter(edgesHz[index - 1] ?? null, edgesHz[index] ?? null, sampleRate)
    return (into) => {
      const wanted = into.length + LEAD_FRAMES * 2
      if (buffer.current.length !== wanted) buffer.current = new Float32Array(wanted)
      const frames = scope?.read(buffer.current) ?? 0
      filter.run(buffer.current, frames)
      const kept = Math.min(frames, into.length / 2)
      into.set(buffer.current.subarray((frames - kept) * 2, frames * 2))
      return kept
    }
  }
  return (
    <div className="band-scopes">
      {Array.from({ length: edgesHz.length + 1 }, (_, index) => (
        <VectorScope
          key={index}
          read={scope && reader(index)}
          caption={edgesHz.length === 0 ? 'output' : `${index + 1}`}
        />
      ))}
    </div>
  )
}
