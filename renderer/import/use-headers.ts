import { useEffect, useState } from 'react'
import { type FileHeader, readHeader } from '../document/file-header.ts'

/** Headers read at a time: a folder may hold hundreds of files. */
const atOnce = 4

/** The headers of files as they are read; null where there is none to read, absent while it is being read. */
export function useHeaders(files: readonly File[]): ReadonlyMap<File, FileHeader | null> {
  const [headers, setHeaders] = useState<ReadonlyMap<File, FileHeader | null>>(new Map())
  useEffect(() => {
    let isOver = false
    let next = 0
    const readNext = async () => {
      while (next < files.length && !isOver) {
        const file = files[next++]!
        const header = await readHeader(file)
        if (!isOver) setHeaders((before) => new Map(before).set(file, header))
      }
    }
    for (let reader = 0; reader < atOnce; reader++) void readNext()
    return () => {
      isOver = true
    }
  }, [files])
  return headers
}
