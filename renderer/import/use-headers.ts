import { useEffect, useState } from 'react'
import { type FileHeader, readHeader } from '../document/file-header.ts'

/** Headers read at a time: a folder may hold hundreds of files. */
const atOnce = 4
/** And shown at a time, so that a long list is not drawn anew for each of them. */
const showEveryMs = 150

/** The headers of files as they are read; null where there is none to read, absent while it is being read. */
export function useHeaders(files: readonly File[]): ReadonlyMap<File, FileHeader | null> {
  const [headers, setHeaders] = useState<ReadonlyMap<File, FileHeader | null>>(new Map())
  useEffect(() => {
    const read = new Map<File, FileHeader | null>()
    let isOver = false
    let next = 0
    let timer = 0
    const show = () => {
      timer = 0
      setHeaders(new Map(read))
    }
    const readNext = async () => {
      while (next < files.length && !isOver) {
        const file = files[next++]!
        read.set(file, await readHeader(file))
        if (!isOver && timer === 0) timer = window.setTimeout(show, read.size === files.length ? 0 : showEveryMs)
      }
    }
    for (let reader = 0; reader < atOnce; reader++) void readNext()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [files])
  return headers
}
