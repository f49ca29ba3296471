/** The few WebAssembly types the engine needs, declared here because shared/ compiles without the DOM's library. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
}

/** A compiled module. Opaque: hosts compile it, the engine instantiates it. */
export type WasmModule = object

interface WasmNamespace {
  readonly Instance: new (module: WasmModule, imports?: object) => { readonly exports: Record<string, unknown> }
}

/** The platform's own WebAssembly object: present in Node, pages, workers and worklets alike. */
export const wasm = (globalThis as unknown as { WebAssembly: WasmNamespace }).WebAssembly
