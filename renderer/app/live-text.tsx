import { useEffect, useRef } from 'react'
import { onFrame } from '../ui/frame-hub.ts'

interface LiveTextProps {
  /** Called before every repaint. */
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
    return onFrame(() => {
      const text = latest.current()
      if (text === shown || !node.current) return
      shown = text
      node.current.textContent = text
    })
  }, [])
  return <span ref={node} className={className} data-testid={testId} />
}
