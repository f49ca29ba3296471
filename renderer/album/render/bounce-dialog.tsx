import { create } from 'zustand'
import { useFileFormat } from '../../deliver/format-fields.tsx'
import { useDocument, useDocumentState } from '../../document/hooks.ts'
import { notify } from '../../document/notices.ts'
import { PathForm } from '../../media/path-form.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { type AlbumDelivery, bounceAlbum } from './album-renders.ts'

const useAlbumBounce = create<{ isOpen: boolean }>(() => ({ isOpen: false }))

/** Asks where the album is to be written and how. */
export function openAlbumBounce(): void {
  useAlbumBounce.setState({ isOpen: true })
}

function close(): void {
  useAlbumBounce.setState({ isOpen: false })
}

async function bounce(delivery: AlbumDelivery): Promise<void> {
  close()
  const files = await bounceAlbum(delivery)
  if (!files) return
  const many = `${files.length} ${files.length === 1 ? 'file' : 'files'}`
  notify('info', `The album was written: ${many} in “${delivery.folder}”.`)
}

function BounceForm({ projectPath }: { projectPath: string }) {
  const title = useDocument((document) => document.album.title || document.project.name, '')
  const { format, fields } = useFileFormat()
  const separator = projectPath.includes('\\') ? '\\' : '/'
  return (
    <PathForm
      label="Folder"
      action="Bounce"
      initial={[projectPath, 'renders', title.replace(/[\\/:*?"<>|]+/g, '-')].join(separator)}
      chooser="dialog.chooseFolder"
      onPath={(folder) => void bounce({ folder, ...format })}
      onCancel={close}
    >
      {fields}
    </PathForm>
  )
}

/** The window that asks where the album goes: a file for each track. */
export function AlbumBounceDialog() {
  const isOpen = useAlbumBounce((state) => state.isOpen)
  const projectPath = useDocumentState((state) => state.path)
  return (
    <Dialog title="Bounce the album" isOpen={isOpen} onClose={close} width={460}>
      {projectPath !== null && <BounceForm projectPath={projectPath} />}
    </Dialog>
  )
}
