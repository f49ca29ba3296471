import { useEffect, useId, useRef, useState } from 'react'
import type { Album } from '../../shared/model/album.ts'
import { setAlbumView, useAlbumView } from './album-view.ts'

interface RecordFieldProps {
  label: string
  field: keyof Album
  value: string
  /** Takes a text that has no fault. */
  onCommit: (text: string) => void
  /** The sentence for a text that will not do, said while it is typed. */
  fault?: (text: string) => string | null
  placeholder?: string
  maxLength?: number
  multiline?: boolean
  className?: string
}

/** A line or a page of what is written on the record. It is kept when it is left or Enter is pressed; Escape takes it back. */
export function RecordField({
  label,
  field,
  value,
  onCommit,
  fault = () => null,
  placeholder,
  maxLength = 200,
  multiline = false,
  className = '',
}: RecordFieldProps) {
  const [text, setText] = useState<string | null>(null)
  const isWanted = useAlbumView((view) => view.wantedField === field)
  const node = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const ids = useId()
  useEffect(() => {
    if (!isWanted) return
    node.current?.focus()
    node.current?.scrollIntoView({ block: 'nearest' })
    setAlbumView({ wantedField: null })
  }, [isWanted])
  const wrong = text === null ? null : fault(text)
  const accept = () => {
    if (text === null) return
    // A text that will not do stays as it is typed, with its sentence, until it is mended or taken back.
    if (wrong !== null) return
    setText(null)
    if (text.trim() !== value) onCommit(multiline ? text : text.trim())
  }
  const Tag = multiline ? 'textarea' : 'input'
  return (
    <div className={`text-field record-field ${className}`}>
      <label htmlFor={ids}>{label}</label>
      <Tag
        id={ids}
        ref={node}
        data-testid={`record-${field}`}
        value={text ?? value}
        maxLength={maxLength}
        placeholder={placeholder}
        spellCheck={multiline}
        autoComplete="off"
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : `${ids}-fault`}
        onChange={(event) => setText(event.target.value)}
        onBlur={accept}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Enter' && !multiline) accept()
          if (event.key === 'Escape') {
            setText(null)
            event.currentTarget.blur()
          }
        }}
      />
      {wrong !== null && (
        <span id={`${ids}-fault`} className="record-fault" role="alert">
          {wrong}
        </span>
      )}
    </div>
  )
}
