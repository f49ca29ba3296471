import { useEffect, useState } from 'react'
import { documentStore } from './document-store.ts'
import { notifyError } from './notices.ts'

/** Whether the shell has dialogs for paths; until that is known, and in a browser, paths are typed. */
export function useNativeDialogs(): boolean {
  const [native, setNative] = useState(false)
  useEffect(() => {
    documentStore
      .api()
      .call('app.info', {})
      .then((info) => setNative(info.nativeDialogs), notifyError)
  }, [])
  return native
}
