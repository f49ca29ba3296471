import { iecPosition } from '../ui/iec-scale.ts'

const marksDb = [6, 3, 0, -3, -6, -12, -18, -24, -36, -48, -60]
/** Half the height of the fader's cap, which stays inside the slot at both ends. */
const CAP_HALF_PX = 8

/** The scale beside a tall fader. */
export function FaderMarks() {
  return (
    <div className="fader-marks" aria-hidden>
      {marksDb.map((db) => {
        const fromTop = 1 - iecPosition(db)
        return (
          <span
            key={db}
            style={{ top: `calc(${CAP_HALF_PX}px + (100% - ${2 * CAP_HALF_PX}px) * ${fromTop.toFixed(4)})` }}
          >
            {db > 0 ? `+${db}` : Math.abs(db)}
          </span>
        )
      })}
    </div>
  )
}
