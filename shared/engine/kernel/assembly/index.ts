export { alloc, release } from './memory'
export {
  meterCorrelation, meterCreate, meterDcOffset, meterIntegrated, meterMomentary, meterMomentaryMax, meterPush, meterRange,
  meterRecentCorrelation, meterRelease, meterReset, meterRms, meterSamplePeak, meterShortTerm, meterShortTermMax, meterTruePeak,
} from './loudness-meter'
export { dbToGain, gainToDb } from './decibel'
export { stripGain } from './pan'
export {
  stripNew,
  stripSetTrim,
  stripSetGains,
  stripSnap,
  stripInput,
  stripOutput,
  stripPeak,
  stripDamaged,
  stripClearMeters,
} from './strip'
export { sumAdd, sumAddRamped, sumOfOne, sumTake, crossfade, copyFrames } from './sum'
export { delayNew, delayClear, delayWrite, delayRead, delayReplay } from './delay'
export { fadeGain, fadeStart, fadeApply, fadeAdd } from './fade'
export { eqNew, eqSetBand, eqSetOutput, eqSnap, eqReset, eqProcess, eqResponse } from './eq'
export {
  compressorNew,
  compressorSet,
  compressorSnap,
  compressorReset,
  compressorStart,
  compressorTap,
  compressorProcess,
  compressorFree,
} from './compressor'
export {
  limiterCreate, limiterLatency, limiterProcess, limiterReduction, limiterRelease, limiterReset, limiterSetBypass,
  limiterSetCeiling, limiterSetDrive, limiterSetRelease, limiterSnap,
} from './limiter'
export { echoNew, echoSet, echoTempo, echoStart, echoSnap, echoReset, echoProcess, echoTap, echoFree } from './echo'
export {
  reverbNew, reverbSet, reverbStart, reverbSnap, reverbReset, reverbProcess, reverbTap, reverbFree,
} from './reverb'
