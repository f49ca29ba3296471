import { useState } from 'react'
import { create } from 'zustand'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

export interface TextQuestion {
  title: string
  /** What is to be typed, such as "Name". */
  label: string
  value: string
  /** What the button says that takes the text. */
  action: string
  /** The sentence for a text that will not do; null for one that will. */
  fault?: (text: string) => string | null
}

interface Asked extends TextQuestion {
  answer: (text: string | null) => void
}

const useAsked = create<{ asked: Asked | null }>(() => ({ asked: null }))

/** Asks for a line of text in a window. Resolves with it, or with null when the window is closed without. */
export function askText(question: TextQuestion): Promise<string | null> {
  useAsked.getState().asked?.answer(null)
  return new Promise((resolve) => {
    const answer = (text: string | null) => {
      useAsked.setState({ asked: null })
      resolve(text)
    }
    // After the menu that asked has gone and given the keys back.
    requestAnimationFrame(() => useAsked.setState({ asked: { ...question, answer } }))
  })
}

function TextForm({ asked }: { asked: Asked }) {
  const [text, setText] = useState(asked.value)
  const [fault, setFault] = useState<string | null>(null)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const wrong = asked.fault?.(text) ?? (text.trim() === '' ? `${asked.label} is empty.` : null)
        if (wrong === null) asked.answer(text.trim())
        else setFault(wrong)
      }}
    >
      <label className="text-field">
        {asked.label}
        <input
          // biome-ignore lint/a11y/noAutofocus: the window was opened to type.
          autoFocus
          value={text}
          maxLength={200}
          aria-invalid={fault !== null}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setText(event.target.value)
            setFault(null)
          }}
        />
      </label>
      {fault !== null && (
        <p className="ask-fault" role="alert">
          {fault}
        </p>
      )}
      <div className="dialog-actions">
        <Button onClick={() => asked.answer(null)}>Cancel</Button>
        <button type="submit" className="button button-primary">
          {asked.action}
        </button>
      </div>
    </form>
  )
}

/** The window in which `askText` asks. */
export function TextDialog() {
  const asked = useAsked((state) => state.asked)
  return (
    <Dialog title={asked?.title ?? ''} isOpen={asked !== null} onClose={() => asked?.answer(null)} width={360}>
      {asked && <TextForm asked={asked} />}
    </Dialog>
  )
}
