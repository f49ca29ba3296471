import kernelUrl from '../../out/kernel/kernel.wasm?url'

let compiled: Promise<WebAssembly.Module> | null = null

/** The engine's kernel, compiled once per page; workers and worklets are sent the module. Rejects when it cannot be loaded. */
export function loadKernelModule(): Promise<WebAssembly.Module> {
  compiled ??= WebAssembly.compileStreaming(fetch(kernelUrl))
  return compiled
}
