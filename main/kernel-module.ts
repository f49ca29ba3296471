import { readFile } from 'node:fs/promises'
import type { WasmModule } from '../shared/engine/kernel/webassembly.ts'

/** Node's own, which its type package does not declare. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<WasmModule> }

// The sources lie in main/ and the bundle in out/main/: each sees the compiled kernel at another place.
const kernelFile = new URL(
  import.meta.url.endsWith('.ts') ? '../out/kernel/kernel.wasm' : '../kernel/kernel.wasm',
  import.meta.url,
)
let loading: Promise<WasmModule> | null = null

/** The compiled sound kernels, read and compiled once for the whole thread. Rejects with an Error that says how to build them. */
export function loadKernelModule(): Promise<WasmModule> {
  loading ??= compileKernel()
  return loading
}

async function compileKernel(): Promise<WasmModule> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(kernelFile)
  } catch (error) {
    loading = null
    throw new Error(
      `The sound kernels are missing at ${kernelFile.pathname}: build them with node .setup/build-kernel.mjs.`,
      {
        cause: error,
      },
    )
  }
  return WebAssembly.compile(bytes)
}
