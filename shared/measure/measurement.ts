/** The figures of one signal. A figure that is not defined, as the loudness of silence, is null. */
export interface Measurement {
  /** BS.1770-5 programme loudness; null where no 400 ms block passes the gate. */
  readonly integratedLufs: number | null
  /** EBU Tech 3342 loudness range; null below 3 s or where nothing passes the gate. */
  readonly rangeLu: number | null
  readonly momentaryMaxLufs: number | null
  readonly shortTermMaxLufs: number | null
  /** BS.1770-5 Annex 2, over all channels. */
  readonly truePeakDbtp: number | null
  readonly samplePeakDbfs: number | null
  /** Over all channels; a full-scale sine reads −3.01. */
  readonly rmsDbfs: number | null
  /** Sample peak over RMS. */
  readonly crestDb: number | null
  /** True peak over integrated loudness. */
  readonly plrDb: number | null
  /** Of the first two channels, −1 to 1; null where one is silent or missing. */
  readonly correlation: number | null
  /** Mean of the channel farthest from zero, full scale = 1; null without frames. */
  readonly dcOffset: number | null
  readonly sampleRate: number
  readonly frames: number
  readonly channels: number
}
