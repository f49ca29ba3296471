import { useEffect, useRef, useState } from 'react'
import type { Kernel } from '../../shared/engine/kernel/kernel.ts'
import { useLab } from './lab.ts'

/** A setting is tried out once a hand has rested on it so long. */
const REST_MS = 90

/**
 * What a trial of a device gives, made anew when `key` is another one and the hand rests: for trials that take longer than
 * a repaint may. The last result stands meanwhile; null before the first.
 */
export function useRehearsal<T>(key: string, trial: (kernel: Kernel) => T): T | null {
  const kernel = useLab()
  const [result, setResult] = useState<T | null>(null)
  const latest = useRef(trial)
  latest.current = trial
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all that the trial depends on.
  useEffect(() => {
    if (!kernel) return
    const timer = window.setTimeout(() => setResult(latest.current(kernel)), REST_MS)
    return () => clearTimeout(timer)
  }, [kernel, key])
  return result
}
