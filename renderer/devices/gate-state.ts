/** Below this a gate hears nothing. */
const SILENT_DB = -80
/** Less than this counts as wholly open. */
const OPEN_DB = 0.5

/** In which state a gate is that hears a level and takes so much away. */
export function gateState(
  levelDb: number,
  reductionDb: number,
  shape: { thresholdDb: number; hysteresisDb: number },
): 'open' | 'hold' | 'closing' | 'closed' | 'opening' {
  if (levelDb >= shape.thresholdDb) return reductionDb < OPEN_DB ? 'open' : 'opening'
  if (reductionDb < OPEN_DB) return levelDb >= shape.thresholdDb - shape.hysteresisDb ? 'open' : 'hold'
  return levelDb < SILENT_DB ? 'closed' : 'closing'
}
