import { useEffect, useRef } from 'react'
import type { Place } from '../../shared/engine/mixer/probe.ts'
import type { LoudnessFigure } from '../live/memory/loudness-board.ts'
import type { PlaceMeter } from '../live/places.ts'
import { player } from '../live/player.ts'

/** Measures a place while the component is there. Returns how its figures are read. */
export function usePlaceMeter(place: Place): (figure: LoudnessFigure) => number | null {
  const meter = useRef<PlaceMeter | null>(null)
  useEffect(() => {
    const open = player.openMeter(place)
    meter.current = open
    return () => {
      meter.current = null
      open.close()
    }
  }, [place])
  return (figure) => meter.current?.figure(figure) ?? null
}
