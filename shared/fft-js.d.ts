/** What of fft.js is used here; the package brings no types. */
declare module 'fft.js' {
  export default class FFT {
    /** `size` is a power of two. */
    constructor(size: number)
    /** Room for `size` interleaved complex numbers. */
    createComplexArray(): number[]
    /** Transforms `size` interleaved complex numbers. */
    transform(output: number[], input: readonly number[]): void
    /** The way back, divided by `size`. */
    inverseTransform(output: number[], input: readonly number[]): void
    /** Transforms `size` real numbers into interleaved complex ones, the first half of them valid. */
    realTransform(output: number[] | Float64Array, input: ArrayLike<number>): void
  }
}
