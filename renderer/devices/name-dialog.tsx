import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

interface NameDialogProps {
  title: string
  initial: string
  action: string
  /** What a name leads to that has to be known first, such as that another one is replaced. */
  warning?: (name: string) => string | null
  onDone: (name: string) => void
  onClose: () => void
}

/** Asks for a name. */
export function NameDialog({ title, initial, action, warning, onDone, onClose }: NameDialogProps) {
  const [name, setName] = useState(initial)
  const usable = name.trim() !== ''
  const warned = warning?.(name.trim()) ?? null
  return (
    <Dialog title={title} isOpen onClose={onClose} width={360}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!usable) return
          onClose()
          onDone(name.trim())
        }}
      >
        <label className="text-field">
          Name
          <input
            autoFocus
            value={name}
            maxLength={200}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        {warned && <p className="preset-warning">{warned}</p>}
        <div className="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <button type="submit" className="button button-primary" disabled={!usable}>
            {action}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
