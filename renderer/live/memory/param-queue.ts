const HEAD = 0
const TAIL = 1
const HEADER_BYTES = 16
const FIELDS = 4

/** One parameter's move. All fields are numbers, so that the worklet reads it without allocating. */
export interface ParamMove {
  /** Number of the plan the indices belong to. */
  serial: number
  /** Index of a strip in the plan, or of a way in `inputsOfPlan` behind the strips, or −1 − index of a device in `devicesOfPlan`. */
  target: number
  /** Index of the parameter: in `stripKeys` or `inputKeys`, in the device's specification, or `BYPASS`. */
  param: number
  value: number
}

/** The parameter index of a device's bypass. */
export const BYPASS = -1

/** Parameter moves from the page to the worklet through shared memory: one writer, one reader, no lock. */
export class ParamQueue {
  readonly buffer: SharedArrayBuffer
  readonly #words: Int32Array<SharedArrayBuffer>
  readonly #fields: Float64Array<SharedArrayBuffer>
  readonly #capacity: number

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer
    this.#words = new Int32Array(buffer, 0, 2)
    this.#fields = new Float64Array(buffer, HEADER_BYTES)
    this.#capacity = this.#fields.length / FIELDS
  }

  static allocate(capacity = 4096): ParamQueue {
    return new ParamQueue(new SharedArrayBuffer(HEADER_BYTES + capacity * FIELDS * 8))
  }

  /** Writer: appends a move. False when the reader is a whole queue behind and nothing was written. */
  push(serial: number, target: number, param: number, value: number): boolean {
    const tail = Atomics.load(this.#words, TAIL)
    if (tail - Atomics.load(this.#words, HEAD) >= this.#capacity) return false
    const at = (tail % this.#capacity) * FIELDS
    this.#fields[at] = serial
    this.#fields[at + 1] = target
    this.#fields[at + 2] = param
    this.#fields[at + 3] = value
    Atomics.store(this.#words, TAIL, tail + 1)
    return true
  }

  /** Reader: copies the oldest move into `move` and leaves it in the queue. False when there is none. */
  peek(move: ParamMove): boolean {
    const head = Atomics.load(this.#words, HEAD)
    if (head === Atomics.load(this.#words, TAIL)) return false
    const at = (head % this.#capacity) * FIELDS
    move.serial = this.#fields[at]!
    move.target = this.#fields[at + 1]!
    move.param = this.#fields[at + 2]!
    move.value = this.#fields[at + 3]!
    return true
  }

  /** Reader: takes the oldest move out. */
  drop(): void {
    Atomics.add(this.#words, HEAD, 1)
  }
}
