import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { keep, readKeptRecord } from '../app/window-storage.ts'

const storageKey = 'mixwright.folds'

interface FoldProps {
  /** Names the section for the window's memory. */
  id: string
  title: string
  /** Beside the title, also while it is folded. */
  aside?: ReactNode
  /** Until the user says otherwise. */
  openAtFirst?: boolean
  children: ReactNode
}

/** A section of a panel that is unfolded or folded, as it was left. */
export function Fold({ id, title, aside, openAtFirst = true, children }: FoldProps) {
  const body = useId()
  const [open, setOpen] = useState(() => {
    const kept = readKeptRecord(storageKey)[id]
    return typeof kept === 'boolean' ? kept : openAtFirst
  })
  const toggle = () => {
    setOpen(!open)
    keep(storageKey, { ...readKeptRecord(storageKey), [id]: !open })
  }
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <section className="fold" aria-label={title}>
      <div className="fold-head">
        <button
          type="button"
          className="fold-title"
          aria-expanded={open}
          aria-controls={body}
          data-testid={`fold-${id}`}
          onClick={toggle}
        >
          <Icon size={13} aria-hidden /> {title}
        </button>
        {aside}
      </div>
      <div id={body} className="fold-body" hidden={!open}>
        {open && children}
      </div>
    </section>
  )
}
