import { useEffect, useRef } from 'react'
import { onBeat } from '../ui/frame-hub.ts'

interface LiveTextProps {
  /** Called as often as figures can be read, some 15 times a second. */
  read: () => string
  className?: string
  testId?: string
}

/** Text that follows the sound: written straight into the page, never through React's state. */
export function LiveText({ read, className, testId }: LiveTextProps) {
  const node = useRef<HTMLSpanElement>(null)
  const latest = useRef(read)
  latest.current = read
  useEffect(() => {
    let shown = ''
    return onBeat(() => {
      const text = latest.current()
      if (text === shown || !node.current) return
      shown = text
      node.current.textContent = text
    })
  }, [])
  return <span ref={node} className={className} data-testid={testId} />
}
