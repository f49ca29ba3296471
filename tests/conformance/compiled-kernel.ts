import { readFileSync } from 'node:fs'
import { instantiateKernel, type Kernel } from '../../shared/engine/kernel/kernel.ts'

const file = new URL('../../out/kernel/kernel.wasm', import.meta.url)

/** A fresh instance of the built kernel (`node .setup/build-kernel.mjs`). */
export function compiledKernel(): Kernel {
  return instantiateKernel(new WebAssembly.Module(readFileSync(file)))
}
