export { alloc, release } from './memory'
export {
  meterCorrelation, meterCreate, meterDcOffset, meterIntegrated, meterMomentary, meterMomentaryMax, meterPush, meterRange,
  meterRecentCorrelation, meterRelease, meterReset, meterRms, meterSamplePeak, meterShortTerm, meterShortTermMax,
  meterTakeTruePeak, meterTruePeak,
} from './loudness-meter'
export {
  levelCloseHop, levelCorrelation, levelNeedle, levelNew, levelPeak, levelPush, levelReset, levelRms, levelSetNeedle,
} from './level-meter'
export { dbToGain, gainToDb } from './decibel'
export { sendGain } from './pan'
export { curveNew, curvePoint, curveAt } from './automation'
export {
  stripNew,
  stripSetEntry,
  stripSetPlace,
  stripSetAudible,
  stripSnap,
  silenceDamage,
  stripInput,
  stripOutput,
  stripDamaged,
  stripClearDamage,
} from './strip'
export { sumAdd, sumAddPlaced, sumOfOne, sumTake, crossfade, blendFrames, copyFrames } from './sum'
export { delayNew, delayClear, delayWrite, delayRead, delayReplay } from './delay'
export { fadeGain, fadeStart, fadeApply, fadeAdd } from './fade'
export { eqNew, eqSetBand, eqSetOutput, eqSetListen, eqSnap, eqReset, eqProcess, eqResponse, eqTap } from './eq'
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
  limiterSetCeiling, limiterSetDrive, limiterSetRelease, limiterSetShape, limiterSetStyle, limiterSnap,
} from './limiter'
export { transientNew, transientSet, transientStart, transientSnap, transientReset, transientProcess, transientTap, transientFree } from './transient'
export { gateNew, gateSet, gateStart, gateSnap, gateReset, gateProcess, gateTap, gateFree } from './gate'
export { multibandNew, multibandSet, multibandStart, multibandSnap, multibandReset, multibandProcess, multibandTap, multibandFree } from './multiband'
export { imagerNew, imagerSet, imagerStart, imagerSnap, imagerReset, imagerProcess, imagerTap, imagerFree } from './imager'
export { utilityNew, utilitySet, utilityStart, utilitySnap, utilityReset, utilityProcess, utilityTap, utilityFree } from './utility'
export { saturationNew, saturationSet, saturationStart, saturationSnap, saturationReset, saturationProcess, saturationTap, saturationFree } from './saturation'
export { echoNew, echoSet, echoTempo, echoStart, echoSnap, echoReset, echoProcess, echoTap, echoFree } from './echo'
export {
  reverbNew, reverbSet, reverbStart, reverbSnap, reverbReset, reverbProcess, reverbTap, reverbFree,
} from './reverb'
export {
  chorusNew, chorusSet, chorusStart, chorusSnap, chorusReset, chorusProcess, chorusTap, chorusFree,
} from './chorus'
export {
  deesserNew, deesserSet, deesserStart, deesserSnap, deesserReset, deesserProcess, deesserTap, deesserFree,
} from './deesser'
export {
  exciterNew, exciterSet, exciterStart, exciterSnap, exciterReset, exciterProcess, exciterTap, exciterFree,
} from './exciter'
export {
  convolutionNew, convolutionSet, convolutionStart, convolutionSnap, convolutionReset, convolutionProcess, convolutionTap, convolutionFree, convolutionLoad,
} from './convolution'
export {
  lineareqNew, lineareqSet, lineareqStart, lineareqSnap, lineareqReset, lineareqProcess, lineareqTap, lineareqFree,
} from './lineareq'
export {
  matcheqNew, matcheqSet, matcheqStart, matcheqSnap, matcheqReset, matcheqProcess, matcheqTap, matcheqFree,
} from './matcheq'
export { runDevice, runInput, runOutput } from './run-cells'
