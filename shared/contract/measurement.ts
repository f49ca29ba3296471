import { z } from 'zod'

/** A measurement of one file or render (BS.1770-5, EBU Tech 3342); what is undefined, as silence's loudness, is null. */
export const measurementSchema = z.object({
  integratedLufs: z.number().nullable(),
  rangeLu: z.number().nullable(),
  momentaryMaxLufs: z.number().nullable(),
  shortTermMaxLufs: z.number().nullable(),
  truePeakDbtp: z.number().nullable(),
  samplePeakDbfs: z.number().nullable(),
  rmsDbfs: z.number().nullable(),
  crestDb: z.number().nullable(),
  plrDb: z.number().nullable(),
  correlation: z.number().nullable(),
  dcOffset: z.number().nullable(),
  sampleRate: z.number().int(),
  frames: z.number().int(),
  channels: z.number().int(),
})
