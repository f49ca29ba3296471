// The powers that BS.1770's gate and Tech 3342's range look back on. A file keeps every value; a live meter counts them
// in bins of 0.01 LU, so that its memory stays the same after hours.
import { lufsOfPower, powerOfLufs } from './loudness-scale'

const GATE_LUFS: f64 = -70.0
const BINS_PER_LU: f64 = 100.0
/** −70 to +30 LUFS; what is louder counts in the last bin, with its true power. */
const BINS: i32 = 10000

/** Powers above −70 LUFS, in order of arrival (exact) or counted by loudness. */
@unmanaged
export class LoudnessHistory {
  gatePower: f64
  exact: bool
  count: i32
  /** Exact: `capacity` powers, of which `count` are filled. */
  powers: usize
  capacity: i32
  /** Counted: per bin how many powers, and their sum. */
  binCounts: usize
  binSums: usize
}

export function createHistory(exact: bool): LoudnessHistory {
  const history = changetype<LoudnessHistory>(heap.alloc(offsetof<LoudnessHistory>()))
  history.gatePower = powerOfLufs(GATE_LUFS)
  history.exact = exact
  history.capacity = exact ? 1024 : 0
  history.powers = exact ? heap.alloc(1024 * 8) : 0
  history.binCounts = exact ? 0 : heap.alloc(BINS * 4)
  history.binSums = exact ? 0 : heap.alloc(BINS * 8)
  clearHistory(history)
  return history
}

export function releaseHistory(history: LoudnessHistory): void {
  if (history.exact) {
    heap.free(history.powers)
  } else {
    heap.free(history.binCounts)
    heap.free(history.binSums)
  }
  heap.free(changetype<usize>(history))
}

export function clearHistory(history: LoudnessHistory): void {
  history.count = 0
  if (!history.exact) {
    memory.fill(history.binCounts, 0, BINS * 4)
    memory.fill(history.binSums, 0, BINS * 8)
  }
}

/** Remembers a power unless the absolute gate drops it. Allocates only in an exact history. */
export function remember(history: LoudnessHistory, power: f64): void {
  if (!(power > history.gatePower)) return
  if (history.exact) {
    if (history.count == history.capacity) {
      history.capacity *= 2
      history.powers = heap.realloc(history.powers, history.capacity * 8)
    }
    store<f64>(history.powers + (history.count << 3), power)
  } else {
    const bin = <i32>Math.min(Math.max((lufsOfPower(power) - GATE_LUFS) * BINS_PER_LU, 0.0), <f64>(BINS - 1))
    store<u32>(history.binCounts + (bin << 2), load<u32>(history.binCounts + (bin << 2)) + 1)
    store<f64>(history.binSums + (bin << 3), load<f64>(history.binSums + (bin << 3)) + power)
  }
  history.count++
}

/** How many kept powers lie above `threshold`. */
function countAbove(history: LoudnessHistory, threshold: f64): i32 {
  let count = 0
  if (history.exact) {
    for (let i = 0; i < history.count; i++) if (load<f64>(history.powers + (i << 3)) > threshold) count++
  } else {
    for (let bin = 0; bin < BINS; bin++) if (binMean(history, bin) > threshold) count += load<u32>(history.binCounts + (bin << 2))
  }
  return count
}

function sumAbove(history: LoudnessHistory, threshold: f64): f64 {
  let sum = 0.0
  if (history.exact) {
    for (let i = 0; i < history.count; i++) {
      const power = load<f64>(history.powers + (i << 3))
      if (power > threshold) sum += power
    }
  } else {
    for (let bin = 0; bin < BINS; bin++) if (binMean(history, bin) > threshold) sum += load<f64>(history.binSums + (bin << 3))
  }
  return sum
}

/** Mean power of a bin; 0 where it is empty. */
function binMean(history: LoudnessHistory, bin: i32): f64 {
  const count = load<u32>(history.binCounts + (bin << 2))
  return count == 0 ? 0.0 : load<f64>(history.binSums + (bin << 3)) / <f64>count
}

/** Mean of the powers above both gates, the relative one `gateRatio` times the mean of all. NaN when none is left. */
export function gatedMean(history: LoudnessHistory, gateRatio: f64): f64 {
  const threshold = relativeGate(history, gateRatio)
  return sumAbove(history, threshold) / <f64>countAbove(history, threshold)
}

function relativeGate(history: LoudnessHistory, gateRatio: f64): f64 {
  return history.count == 0 ? 0.0 : (sumAbove(history, 0.0) / <f64>history.count) * gateRatio
}

/** Tech 3342: the distance in LU between the 10th and 95th percentiles above both gates. NaN when nothing is left. */
export function loudnessRange(history: LoudnessHistory): f64 {
  const threshold = relativeGate(history, 0.01)
  const kept = countAbove(history, threshold)
  if (kept == 0) return NaN
  const low = percentileIndex(kept, 0.1)
  const high = percentileIndex(kept, 0.95)
  if (!history.exact) return lufsOfPower(countedAt(history, threshold, high)) - lufsOfPower(countedAt(history, threshold, low))
  const sorted = heap.alloc(kept << 3)
  let filled = 0
  for (let i = 0; i < history.count; i++) {
    const power = load<f64>(history.powers + (i << 3))
    if (power > threshold) store<f64>(sorted + (filled++ << 3), power)
  }
  sortPowers(sorted, kept)
  const range = lufsOfPower(load<f64>(sorted + (high << 3))) - lufsOfPower(load<f64>(sorted + (low << 3)))
  heap.free(sorted)
  return range
}

/** Tech 3342's rounding, counted from 0. */
function percentileIndex(count: i32, share: f64): i32 {
  return <i32>Math.floor(<f64>(count - 1) * share + 0.5)
}

function countedAt(history: LoudnessHistory, threshold: f64, index: i32): f64 {
  let passed = 0
  for (let bin = 0; bin < BINS; bin++) {
    const mean = binMean(history, bin)
    if (!(mean > threshold)) continue
    passed += load<u32>(history.binCounts + (bin << 2))
    if (passed > index) return mean
  }
  return NaN
}

/** Heap sort, ascending: in place and without recursion. */
function sortPowers(powers: usize, count: i32): void {
  for (let root = (count >> 1) - 1; root >= 0; root--) siftDown(powers, root, count)
  for (let last = count - 1; last > 0; last--) {
    const top = load<f64>(powers)
    store<f64>(powers, load<f64>(powers + (last << 3)))
    store<f64>(powers + (last << 3), top)
    siftDown(powers, 0, last)
  }
}

function siftDown(powers: usize, start: i32, count: i32): void {
  let root = start
  const value = load<f64>(powers + (root << 3))
  while (true) {
    let child = 2 * root + 1
    if (child >= count) break
    if (child + 1 < count && load<f64>(powers + ((child + 1) << 3)) > load<f64>(powers + (child << 3))) child++
    if (load<f64>(powers + (child << 3)) <= value) break
    store<f64>(powers + (root << 3), load<f64>(powers + (child << 3)))
    root = child
  }
  store<f64>(powers + (root << 3), value)
}
