/** Reserves `bytes` of zeroed, 16-byte aligned memory and returns its address. The host frees it with `release`. */
export function alloc(bytes: i32): usize {
  const pointer = heap.alloc(bytes)
  memory.fill(pointer, 0, bytes)
  return pointer
}

/** Gives memory from `alloc` back. */
export function release(pointer: usize): void {
  heap.free(pointer)
}
