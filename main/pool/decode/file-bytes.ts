import { type FileHandle, open } from 'node:fs/promises'
import { AudioFileError } from '../../../shared/formats/audio-file-error.ts'

/** An open file read by range, and its size in bytes. */
export interface FileBytes {
  size: number
  read(offset: number, length: number): Promise<Uint8Array>
  /** Fills a buffer of the caller from `offset`; returns how many bytes there were. */
  readInto(buffer: Uint8Array, offset: number): Promise<number>
  close(): Promise<void>
}

/** Throws AudioFileError where there is no file or it may not be read. */
export async function openFileBytes(path: string, fileName: string): Promise<FileBytes> {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch (error) {
    throw fileOpenError(error, fileName)
  }
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) {
      throw new AudioFileError('unreadable', `“${fileName}” is no file.`, 'Choose a file of sound.')
    }
    return { size: stat.size, ...reading(handle, fileName), close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

function reading(handle: FileHandle, fileName: string): Pick<FileBytes, 'read' | 'readInto'> {
  async function readInto(buffer: Uint8Array, offset: number): Promise<number> {
    let filled = 0
    while (filled < buffer.length) {
      let bytesRead: number
      try {
        ;({ bytesRead } = await handle.read(buffer, filled, buffer.length - filled, offset + filled))
      } catch (error) {
        throw fileOpenError(error, fileName)
      }
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return filled
  }
  return {
    readInto,
    async read(offset, length) {
      const buffer = new Uint8Array(length)
      return buffer.subarray(0, await readInto(buffer, offset))
    },
  }
}

function fileOpenError(error: unknown, fileName: string): AudioFileError {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AudioFileError('missing', `“${fileName}” is not there.`, 'Check its name and folder.')
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new AudioFileError('unreadable', `“${fileName}” may not be read.`, 'Give yourself permission to read it.')
  }
  return new AudioFileError(
    'unreadable',
    `“${fileName}” could not be read (${code ?? String(error)}).`,
    'Copy it to another disk and try again.',
  )
}
