import { OUTLINE_FRAMES, type SoundReport } from '../../../shared/measure/sound-scan.ts'

/** The outline of a measured sound in so many columns of pixels, over `frames` frames from its first. */
export function outlineColumns(
  { outline }: Pick<SoundReport, 'outline'>,
  frames: number,
  columns: number,
): { min: Float32Array; max: Float32Array } {
  const min = new Float32Array(columns)
  const max = new Float32Array(columns)
  const binsPerColumn = frames / OUTLINE_FRAMES / columns
  for (let column = 0; column < columns; column++) {
    const from = Math.min(outline.min.length - 1, Math.floor(column * binsPerColumn))
    const to = Math.min(outline.min.length, Math.max(from + 1, Math.ceil((column + 1) * binsPerColumn)))
    for (let bin = Math.max(0, from); bin < to; bin++) {
      min[column] = Math.min(min[column]!, outline.min[bin]!)
      max[column] = Math.max(max[column]!, outline.max[bin]!)
    }
  }
  return { min, max }
}
