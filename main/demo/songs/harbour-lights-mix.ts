import type { DemoMix } from '../demo-song.ts'
export const harbourLightsMix: DemoMix = { stems: {}, rack: [], targetLufs: -14, ceilingDbtp: -1 }
