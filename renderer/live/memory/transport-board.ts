const WANTED_EPOCH = 0
const WANTED_PLAYING = 1
const STREAM_EPOCH = 2
const STREAM_BASE = 3
const READ_CELL = 4
const RUNNING_EPOCH = 5
const STARVED_RINGS = 6
const LATENCY_FRAMES = 7
const BUSY_MS = 8
const RENDERED_CELLS = 9
const LEAD_CELLS = 10
const WORDS = 16

/**
 * What page, stream worker and worklet tell each other without messages: who wants what played, and how far it is. Every
 * word has one writer. An epoch is one uninterrupted stream: a seek begins the next. Places in the rings are counted in
 * control cells and only grow, whatever the timeline does.
 */
export class TransportBoard {
  readonly buffer: SharedArrayBuffer
  readonly #words: Int32Array<SharedArrayBuffer>

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(WORDS * 4)) {
    this.buffer = buffer
    this.#words = new Int32Array(buffer)
  }

  /** The page's word: which stream it wants, and whether it should sound. */
  request(epoch: number, playing: boolean): void {
    Atomics.store(this.#words, WANTED_EPOCH, epoch)
    Atomics.store(this.#words, WANTED_PLAYING, playing ? 1 : 0)
  }

  get wantedEpoch(): number {
    return Atomics.load(this.#words, WANTED_EPOCH)
  }

  get wantsPlaying(): boolean {
    return Atomics.load(this.#words, WANTED_PLAYING) === 1
  }

  /** The page's word: how long the worklet waits before a stream's first frame, so that a click can be set to it. */
  setLeadCells(cells: number): void {
    Atomics.store(this.#words, LEAD_CELLS, cells)
  }

  get leadCells(): number {
    return Atomics.load(this.#words, LEAD_CELLS)
  }

  /** The worker's word: every ring begins stream `epoch` at cell `base`. */
  publishStream(epoch: number, base: number): void {
    Atomics.store(this.#words, STREAM_BASE, base)
    Atomics.store(this.#words, STREAM_EPOCH, epoch)
  }

  get streamEpoch(): number {
    return Atomics.load(this.#words, STREAM_EPOCH)
  }

  get streamBase(): number {
    return Atomics.load(this.#words, STREAM_BASE)
  }

  /** The worklet's word: the cell it reads next. */
  setReadCell(cell: number): void {
    Atomics.store(this.#words, READ_CELL, cell)
  }

  get readCell(): number {
    return Atomics.load(this.#words, READ_CELL)
  }

  /** The worklet's word: the stream that sounds; 0 while nothing does. */
  setRunningEpoch(epoch: number): void {
    Atomics.store(this.#words, RUNNING_EPOCH, epoch)
  }

  get runningEpoch(): number {
    return Atomics.load(this.#words, RUNNING_EPOCH)
  }

  /** Counts rings that had no sound when the worklet needed it. */
  addStarvedRings(count: number): void {
    Atomics.add(this.#words, STARVED_RINGS, count)
  }

  get starvedRings(): number {
    return Atomics.load(this.#words, STARVED_RINGS)
  }

  /** The worklet's word: frames from a track to the output, by the plan it plays. */
  setLatencyFrames(frames: number): void {
    Atomics.store(this.#words, LATENCY_FRAMES, frames)
  }

  get latencyFrames(): number {
    return Atomics.load(this.#words, LATENCY_FRAMES)
  }

  /** Counts a rendered cell and the milliseconds it took; the clock is coarse, so only long sums mean something. */
  addWork(milliseconds: number): void {
    Atomics.add(this.#words, BUSY_MS, milliseconds)
    Atomics.add(this.#words, RENDERED_CELLS, 1)
  }

  get busyMs(): number {
    return Atomics.load(this.#words, BUSY_MS)
  }

  get renderedCells(): number {
    return Atomics.load(this.#words, RENDERED_CELLS)
  }
}
