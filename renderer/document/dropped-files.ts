/** The name of the one folder that was dropped; undefined for files or several folders. Ask while the event lasts. */
export function droppedFolderName(transfer: DataTransfer): string | undefined {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  return entries.length === 1 && entries[0]?.isDirectory ? entries[0].name : undefined
}

/** The files of a drop, folders opened to any depth, in the order of their names. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  // The entries must be asked for before the first await: the transfer is emptied when the event ends.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  const plain = [...transfer.files]
  if (!entries.some((entry) => entry?.isDirectory)) return plain.filter(isAudioCandidate)
  const files: File[] = []
  for (const entry of entries) if (entry) await collect(entry, files)
  return files.filter(isAudioCandidate)
}

/** Everything but what is surely no audio and lies in every folder. */
function isAudioCandidate(file: File): boolean {
  return !file.name.startsWith('.') && !/\.(txt|md|pdf|jpe?g|png|ini|db|json|xml|asd|reapeaks)$/i.test(file.name)
}

async function collect(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (entry.isFile) {
    files.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)))
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const children: FileSystemEntry[] = []
  // A reader hands out a folder in portions; an empty one ends it.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (portion.length === 0) break
    children.push(...portion)
  }
  children.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  for (const child of children) await collect(child, files)
}

/** Whether a drag carries files from outside. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false
}

/** How many files a drag carries, as far as it may be known before the drop. */
export function draggedFileCount(transfer: DataTransfer): number {
  return [...transfer.items].filter((item) => item.kind === 'file').length
}
