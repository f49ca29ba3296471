import type { DemoMix } from '../demo-song.ts'
export const nightTrainsMix: DemoMix = { stems: {}, rack: [], targetLufs: -14, ceilingDbtp: -1 }
