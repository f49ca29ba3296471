import { useRef } from 'react'

/** The same function object for ever, calling the newest one given: for rows that must not render when it changes. */
export function useStable<A extends unknown[], R>(latest: (...args: A) => R): (...args: A) => R {
  const ref = useRef(latest)
  ref.current = latest
  return useRef((...args: A) => ref.current(...args)).current
}
