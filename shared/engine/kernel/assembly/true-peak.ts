// True peak as BS.1770-5 Annex 2 prints it: four phases of twelve taps between the samples.
// Phases 0 and 3 mirror each other, and so do 1 and 2. With s and d the sum and difference of the two samples that lie
// equally far from the middle, and e and o the even and odd half of a phase's taps, the phase reads Σe·s + Σo·d and its
// mirror Σe·s − Σo·d: the larger magnitude of the two is |Σe·s| + |Σo·d|, at half the multiplications.

/** Frames of history that must lie before the first frame of a block. */
export const TRUE_PEAK_HISTORY: i32 = 11

/** No interpolated value exceeds the largest sample by more than this factor (the sum of phase 1's magnitudes is 2.022). */
const GROWTH: f32 = 2.03

/** Even and odd halves of phase 0 and of phase 1, from the outermost pair of taps to the innermost. */
const HALVES = memory.data<f32>([
  (.001708984375 - .00830078125) / 2, (.001708984375 + .00830078125) / 2, (-.0291748046875 - .0189208984375) / 2, (-.0291748046875 + .0189208984375) / 2,
  (.010986328125 + .014892578125) / 2, (.010986328125 - .014892578125) / 2, (.029296875 + .0330810546875) / 2, (.029296875 - .0330810546875) / 2,
  (-.0196533203125 - .0266113281250) / 2, (-.0196533203125 + .0266113281250) / 2, (-.0517578125 - .0582275390625) / 2, (-.0517578125 + .0582275390625) / 2,
  (.033203125 + .047607421875) / 2, (.033203125 - .047607421875) / 2, (.089111328125 + .1015625) / 2, (.089111328125 - .1015625) / 2,
  (-.0594482421875 - .102294921875) / 2, (-.0594482421875 + .102294921875) / 2, (-.16650390625 - .2003173828125) / 2, (-.16650390625 + .2003173828125) / 2,
  (.1373291015625 + .97216796875) / 2, (.1373291015625 - .97216796875) / 2, (.465087890625 + .77978515625) / 2, (.465087890625 - .77978515625) / 2,
])

/** Frames that are read, or skipped, together. */
const GROUP: i32 = 16

/**
 * The largest magnitude between the samples of `frames` stereo frames at `pointer` and of the `TRUE_PEAK_HISTORY` frames
 * before them, and of the samples themselves, or what stands at `peak` (L R L R) where that is larger. The frame past the block must
 * be readable and finite; it counts for nothing. Groups that cannot raise the peak are skipped.
 */
export function readTruePeak(pointer: usize, frames: i32, peak: usize): void {
  let peaks = v128.load(peak)
  for (let start = 0; start < frames; start += GROUP) {
    const count = min(GROUP, frames - start)
    const group = pointer + (start << 3)
    let largest = f32x4.splat(0)
    for (let at = group - (TRUE_PEAK_HISTORY << 3); at < group + (count << 3); at += 16) {
      largest = v128.max<f32>(largest, v128.abs<f32>(v128.load(at)))
    }
    largest = v128.max<f32>(largest, v128.shuffle<i32>(largest, largest, 2, 3, 0, 1))
    if (!v128.any_true(v128.gt<f32>(v128.mul<f32>(largest, f32x4.splat(GROWTH)), peaks))) continue
    peaks = readGroup(group, count, peaks)
  }
  v128.store(peak, v128.max<f32>(peaks, v128.shuffle<i32>(peaks, peaks, 2, 3, 0, 1)))
}

function readGroup(group: usize, count: i32, peaks: v128): v128 {
  const firstFrame = v128(-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0)
  for (let i = 0; i < count; i += 2) {
    const newest = group + (i << 3)
    const oldest = newest - (TRUE_PEAK_HISTORY << 3)
    let even0 = f32x4.splat(0)
    let odd0 = f32x4.splat(0)
    let even1 = f32x4.splat(0)
    let odd1 = f32x4.splat(0)
    for (let tap: usize = 0; tap < 6; tap++) {
      const late = v128.load(newest - (tap << 3))
      const early = v128.load(oldest + (tap << 3))
      const sum = v128.add<f32>(late, early)
      const difference = v128.sub<f32>(late, early)
      const halves = HALVES + (tap << 4)
      even0 = v128.add<f32>(even0, v128.mul<f32>(v128.load32_splat(halves), sum))
      odd0 = v128.add<f32>(odd0, v128.mul<f32>(v128.load32_splat(halves, 4), difference))
      even1 = v128.add<f32>(even1, v128.mul<f32>(v128.load32_splat(halves, 8), sum))
      odd1 = v128.add<f32>(odd1, v128.mul<f32>(v128.load32_splat(halves, 12), difference))
    }
    let read = v128.max<f32>(
      v128.add<f32>(v128.abs<f32>(even0), v128.abs<f32>(odd0)),
      v128.add<f32>(v128.abs<f32>(even1), v128.abs<f32>(odd1)),
    )
    read = v128.max<f32>(read, v128.abs<f32>(v128.load(newest)))
    if (i + 1 == count) read = v128.and(read, firstFrame)
    peaks = v128.max<f32>(peaks, read)
  }
  return peaks
}
