interface SwatchesProps {
  label: string
  value: number | null
  /** With it, null can be chosen too, and is called so. */
  noneLabel?: string
  onChange: (colour: number | null) => void
}

const colours = Array.from({ length: 12 }, (_, index) => index)

/** The twelve colours of tracks and clips. */
export function Swatches({ label, value, noneLabel, onChange }: SwatchesProps) {
  return (
    <div className="swatches" role="radiogroup" aria-label={label}>
      {colours.map((colour) => (
        <button
          key={colour}
          type="button"
          className="swatch"
          role="radio"
          aria-checked={value === colour}
          aria-label={`Colour ${colour + 1}`}
          style={{ background: `var(--track-${colour})` }}
          onClick={() => onChange(colour)}
        />
      ))}
      {noneLabel !== undefined && (
        <button
          type="button"
          className="swatch swatch-none"
          role="radio"
          aria-checked={value === null}
          aria-label={noneLabel}
          data-tip={noneLabel}
          onClick={() => onChange(null)}
        />
      )}
    </div>
  )
}
