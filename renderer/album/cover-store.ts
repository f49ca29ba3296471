import { create } from 'zustand'
import { MAX_COVER_BYTES } from '../../shared/contract/cover.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify, notifyError } from '../document/notices.ts'

interface CoverState {
  /** The file whose size is known, or that is being looked at. */
  file: string | null
  /** In pixels; `gone`: it is not to be had; null: not read yet. */
  size: { width: number; height: number } | 'gone' | null
  /** Share of a picture that was sent, 0 … 1; null while none is on its way. */
  sending: number | null
}

export const useCover = create<CoverState>(() => ({ file: null, size: null, sending: null }))

/** Where the page finds a cover's file. */
export function coverUrl(file: string): string {
  return `/cover/${file}`
}

/** Reads the size of the album's cover, as it is and as it becomes another. Returns what ends it. */
export function followCover(): () => void {
  const look = () => {
    const { document } = documentStore.getState()
    const file = document?.album.coverFile ?? null
    if (file === useCover.getState().file) return
    useCover.setState({ file, size: null })
    if (file === null) return
    const picture = new Image()
    const tell = (size: CoverState['size']) => {
      if (useCover.getState().file === file) useCover.setState({ size })
    }
    picture.onload = () => tell({ width: picture.naturalWidth, height: picture.naturalHeight })
    picture.onerror = () => tell('gone')
    picture.src = coverUrl(file)
  }
  look()
  return documentStore.subscribe(look)
}

const chunkBytes = 4 * 1024 * 1024
/** What the picture before was sent under, so that a newer one takes its place. */
let current: string | null = null

/** Puts a picture on the album. What is none is refused with a sentence, and the cover stays as it was. */
export async function sendCover(file: File): Promise<void> {
  if (file.size > MAX_COVER_BYTES || file.size === 0) {
    notify('error', `“${file.name}” is ${file.size === 0 ? 'empty' : 'larger than 64 MB'}.`, 'Choose another picture.')
    return
  }
  const api = documentStore.api()
  const coverId = newId()
  current = coverId
  useCover.setState({ sending: 0 })
  try {
    await api.call('cover.begin', { coverId, name: file.name, bytes: file.size })
    for (let at = 0; at < file.size; at += chunkBytes) {
      const bytes = new Uint8Array(await file.slice(at, at + chunkBytes).arrayBuffer())
      await api.call('cover.chunk', { coverId }, bytes)
      if (current !== coverId) return void (await api.call('cover.cancel', { coverId }))
      useCover.setState({ sending: Math.min(1, (at + bytes.length) / file.size) })
    }
    await api.call('cover.finish', { coverId })
  } catch (error) {
    notifyError(error)
  } finally {
    if (current === coverId) useCover.setState({ sending: null })
  }
}
