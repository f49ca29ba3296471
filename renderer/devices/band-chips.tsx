import { bandColour } from './eq-bands.ts'

interface Chip {
  readonly number: number
  readonly on: boolean
}

/** Buttons that choose the band whose controls are shown. */
export function BandChips({
  bands,
  selected,
  onSelect,
}: {
  bands: readonly Chip[]
  selected: number
  onSelect: (band: number) => void
}) {
  return (
    <div className="eq-band-row" role="group" aria-label="Bands">
      {bands.map(({ number, on }) => (
        <button
          key={number}
          type="button"
          className="eq-band-chip"
          aria-label={`Band ${number}`}
          aria-pressed={number === selected}
          data-on={on || undefined}
          style={{ borderColor: `var(${bandColour(number)})` }}
          onClick={() => onSelect(number)}
        >
          {number}
        </button>
      ))}
    </div>
  )
}
