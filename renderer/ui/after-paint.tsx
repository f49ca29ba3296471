import { type ReactNode, useEffect, useState } from 'react'

/** Puts off what is not looked at first until what is around it has been painted. */
export function AfterPaint({ children }: { children: ReactNode }) {
  const [painted, setPainted] = useState(false)
  useEffect(() => {
    let timer = 0
    // The frame that is requested here paints; what is queued in it runs behind that.
    const request = requestAnimationFrame(() => {
      timer = window.setTimeout(() => setPainted(true))
    })
    return () => {
      cancelAnimationFrame(request)
      clearTimeout(timer)
    }
  }, [])
  return painted ? children : null
}
