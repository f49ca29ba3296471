import { useRef, useState } from 'react'
import { valueFault } from './value-entry.tsx'
import type { ValueScale } from './value-scale.ts'

interface NumberFieldProps {
  label: string
  value: number
  scale: ValueScale
  onCommit: (value: number) => void
  disabled?: boolean
  className?: string
  testId?: string
}

const faultMs = 4000

/** A value that can be typed with its unit; arrow keys step it. Nonsense keeps the old value and says the range. */
export function NumberField({
  label,
  value,
  scale,
  onCommit,
  disabled = false,
  className = '',
  testId,
}: NumberFieldProps) {
  const [text, setText] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const timer = useRef(0)

  function refuse(sentence: string): void {
    setFault(sentence)
    clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setFault(null), faultMs)
  }

  function accept(typed: string | null): void {
    setText(null)
    if (typed === null || typed.trim() === scale.format(value)) return
    const wrong = valueFault(typed, label, scale)
    if (wrong) refuse(wrong)
    else {
      setFault(null)
      const next = scale.parse(typed)!
      if (next !== value) onCommit(next)
    }
  }

  return (
    <span className={`number-field ${className}`}>
      <input
        aria-label={label}
        aria-invalid={fault !== null}
        data-testid={testId}
        data-tip={`${label}: ${scale.format(value)}`}
        disabled={disabled}
        spellCheck={false}
        autoComplete="off"
        value={text ?? scale.format(value)}
        onFocus={(event) => {
          setText(scale.format(value))
          event.target.select()
        }}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => accept(text)}
        onKeyDown={(event) => {
          event.stopPropagation()
          // Leaving the field is what commits.
          if (event.key === 'Enter') event.currentTarget.blur()
          else if (event.key === 'Escape') {
            setText(null)
            const field = event.currentTarget
            // After the render that puts the old value back, so that leaving does not commit the typed one.
            requestAnimationFrame(() => field.blur())
          } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault()
            const next = scale.step(value, event.key === 'ArrowUp' ? 1 : -1, event.shiftKey)
            if (next !== value) onCommit(next)
            setText(scale.format(next))
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
