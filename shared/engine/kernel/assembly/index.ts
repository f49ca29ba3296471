export { alloc, release } from './memory'
export {
  meterCorrelation, meterCreate, meterDcOffset, meterIntegrated, meterMomentary, meterMomentaryMax, meterPush, meterRange,
  meterRecentCorrelation, meterRelease, meterReset, meterRms, meterSamplePeak, meterShortTerm, meterShortTermMax, meterTruePeak,
} from './loudness-meter'
