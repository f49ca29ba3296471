import { MAX_IMPORT_FILES } from '../../shared/contract/api.ts'
import { itemsOfAlbum } from '../../shared/model/selectors.ts'
import { audioFileTypes } from '../app/import-actions.ts'
import { documentStore } from '../document/document-store.ts'
import { importFiles } from '../document/import-files.ts'
import { notify, notifyError } from '../document/notices.ts'
import { selectItems, setAlbumView } from './album-view.ts'

/** Whether files are masters that are done, or mixes that are to be mastered here. */
export type AlbumFileKind = 'albumMaster' | 'albumSong'

/** Brings files onto the album, behind what stands there, in the order of the list, and selects them. */
export async function importToAlbum(files: readonly File[], kind: AlbumFileKind): Promise<void> {
  const { songId, document } = documentStore.getState()
  if (!document || files.length === 0) return
  if (songId === null) {
    notify('warning', 'The project has no song, and files come in by one.', 'Make a song first.')
    return
  }
  if (files.length > MAX_IMPORT_FILES) {
    notify('warning', `${files.length} files are more than one import takes.`, `Choose up to ${MAX_IMPORT_FILES}.`)
    return
  }
  const before = new Set(Object.keys(document.albumItems))
  await importFiles(documentStore.api(), { files, songId, atFrame: 0, places: files.map(() => ({ kind })) })
  const now = documentStore.getState().document
  const added = now ? itemsOfAlbum(now).filter(({ id }) => !before.has(id)) : []
  if (added[0])
    selectItems(
      added.map(({ id }) => id),
      added[0].id,
    )
}

/** Asks for files and then what they are. */
export function chooseAlbumFiles(): void {
  chooseFiles(audioFileTypes, true, (files) => setAlbumView({ dialog: { import: files } }))
}

/** Asks for files of some types; nothing happens where none is chosen. */
export function chooseFiles(accept: string, multiple: boolean, take: (files: File[]) => unknown): void {
  const chooser = window.document.createElement('input')
  chooser.type = 'file'
  chooser.multiple = multiple
  chooser.accept = accept
  chooser.onchange = () => {
    const files = [...(chooser.files ?? [])]
    if (files.length > 0) Promise.resolve(take(files)).catch(notifyError)
  }
  chooser.click()
}
