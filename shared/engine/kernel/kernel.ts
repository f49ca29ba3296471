import { type WasmMemory, type WasmModule, wasm } from './webassembly.ts'

/** What every instance exports besides its processing functions. */
interface BaseExports {
  readonly memory: WasmMemory
  alloc(bytes: number): number
  release(pointer: number): void
}

/**
 * One instance of kernel.wasm: all numbers of the sound are computed in it, so that Node, Chromium's workers and its
 * AudioWorklet give the same bits.
 */
export interface Kernel {
  /** The processing functions; each wrapper narrows this to the ones it calls. */
  readonly exports: Record<string, (...numbers: number[]) => number>
  /** Reserves zeroed memory. Returns its address in bytes. Throws RangeError when memory is exhausted. */
  alloc(bytes: number): number
  /** Gives memory from `alloc` back. */
  release(pointer: number): void
  /** A view of `length` float32 at `pointer`; valid until the next `alloc`, which may move the memory. */
  f32(pointer: number, length: number): Float32Array
  /** A view of `length` float64 at `pointer`; valid until the next `alloc`, which may move the memory. */
  f64(pointer: number, length: number): Float64Array
}

/** Instantiates the compiled kernel. Synchronous, because an AudioWorklet's constructor cannot wait. */
export function instantiateKernel(module: WasmModule): Kernel {
  const exports = new wasm.Instance(module, {}).exports
  const { memory, alloc, release } = exports as unknown as BaseExports
  return {
    exports: exports as Kernel['exports'],
    alloc: (bytes) => alloc(bytes),
    release: (pointer) => release(pointer),
    f32: (pointer, length) => new Float32Array(memory.buffer, pointer, length),
    f64: (pointer, length) => new Float64Array(memory.buffer, pointer, length),
  }
}
