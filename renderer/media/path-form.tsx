import { type ReactNode, useState } from 'react'
import { documentStore } from '../document/document-store.ts'
import { useNativeDialogs } from '../document/native-dialogs.ts'
import { notifyError } from '../document/notices.ts'
import { Button } from '../ui/button.tsx'

interface PathFormProps {
  label: string
  /** What the button that does it says. */
  action: string
  initial: string
  /** The native dialog that finds the path, where the shell has them. */
  chooser: 'dialog.chooseFolder' | 'dialog.chooseAudio'
  /** Makes the typed path of what was chosen, as a copy's of the folder it goes to. */
  fromChosen?: (path: string) => string
  children?: ReactNode
  onPath: (path: string) => void
  onCancel: () => void
}

/** Asks for a path, typed or chosen. */
export function PathForm(props: PathFormProps) {
  const { label, action, initial, chooser, fromChosen = (path) => path, children, onPath, onCancel } = props
  const [path, setPath] = useState(initial)
  const nativeDialogs = useNativeDialogs()
  async function choose(): Promise<void> {
    try {
      const { path: chosen } = await documentStore.api().call(chooser, { title: label })
      if (chosen !== null) setPath(fromChosen(chosen))
    } catch (error) {
      notifyError(error)
    }
  }
  return (
    <form
      className="media-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        if (path.trim()) onPath(path.trim())
      }}
    >
      <label className="text-field">
        {label}
        <input
          // biome-ignore lint/a11y/noAutofocus: the form was opened to type a path.
          autoFocus
          value={path}
          data-testid="media-path"
          onChange={(event) => setPath(event.target.value)}
        />
      </label>
      {children}
      <div className="media-form-actions">
        {nativeDialogs && <Button onClick={() => void choose()}>Choose…</Button>}
        <span className="spacer" />
        <Button onClick={onCancel}>Cancel</Button>
        <button type="submit" className="button button-primary" disabled={!path.trim()}>
          {action}
        </button>
      </div>
    </form>
  )
}
