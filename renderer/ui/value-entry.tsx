import { useEffect, useRef, useState } from 'react'
import type { ValueScale } from './value-scale.ts'

interface ValueEntryProps {
  label: string
  value: number
  scale: ValueScale
  onCommit: (value: number) => void
  onClose: () => void
}

/** The sentence for a text that is no value of the scale; null when it is one. */
export function valueFault(text: string, label: string, scale: ValueScale): string | null {
  const value = scale.parse(text)
  if (value !== null && value >= scale.min && value <= scale.max) return null
  return `${label} goes from ${scale.format(scale.min)} to ${scale.format(scale.max)}.`
}

/** A small field over a control for typing its value. Nonsense keeps the old value and says the range. */
export function ValueEntry({ label, value, scale, onCommit, onClose }: ValueEntryProps) {
  const [text, setText] = useState(scale.format(value))
  const [fault, setFault] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  return (
    <span className="value-entry">
      <input
        ref={field}
        // biome-ignore lint/a11y/noAutofocus: it opens because the user asked to type.
        autoFocus
        aria-label={`${label}, typed value`}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setFault(null)
        }}
        onBlur={onClose}
        onPointerDown={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') onClose()
          if (event.key !== 'Enter') return
          const wrong = valueFault(text, label, scale)
          if (wrong) {
            setFault(wrong)
            field.current?.select()
          } else {
            onCommit(scale.parse(text)!)
            onClose()
          }
        }}
      />
      {fault && (
        <span className="field-fault" role="alert">
          {fault}
        </span>
      )}
    </span>
  )
}
