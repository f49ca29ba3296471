import { useEffect, useState } from 'react'
import { instantiateKernel, type Kernel } from '../../shared/engine/kernel/kernel.ts'
import { notifyError } from '../document/notices.ts'
import { loadKernelModule } from '../live/kernel-module.ts'

/** A kernel of the page's own, in which devices are tried out for their pictures: the same numbers as the sound's. */
let kernel: Kernel | null = null
let loading: Promise<void> | null = null

function prepare(): Promise<void> {
  loading ??= loadKernelModule().then((module) => {
    kernel = instantiateKernel(module)
  })
  return loading
}

/** The page's kernel; null until it is there. */
export function useLab(): Kernel | null {
  const [ready, setReady] = useState(kernel)
  useEffect(() => {
    if (kernel) setReady(kernel)
    else prepare().then(() => setReady(kernel), notifyError)
  }, [])
  return ready
}
