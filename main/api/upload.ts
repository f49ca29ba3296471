import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ImportFile } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import { diskError } from '../pool/disk.ts'
import { toApiError } from './api-error.ts'
import type { FileSource } from './import-files.ts'

type UploadSource = Extract<ImportFile['source'], { uploadBytes: number }>

/** A file on its way from the page to the disk: the original's bytes, then those of the sound decoded from it, if any. */
export interface Upload {
  /** Takes the next bytes; resolves when they are on the disk. Rejects with ApiError when there are too many of them. */
  push(bytes: Uint8Array): Promise<void>
  /** Share received, 0 to 1. */
  share(): number
  /** Resolves when all bytes are there; rejects when the upload was dropped. */
  readonly whole: Promise<FileSource>
  /** Ends it and removes what came. */
  drop(reason: Error): Promise<void>
}

interface Part {
  path: string
  bytes: number
}

/** Receives a file under `path`, in a folder that is made when it is missing. */
export function receiveUpload(path: string, name: string, source: UploadSource): Upload {
  const decodedPath = `${path}.decoded`
  const parts: Part[] = [{ path, bytes: source.uploadBytes }]
  if ('decoded' in source) parts.push({ path: decodedPath, bytes: source.decoded.pcmBytes })
  const total = parts.reduce((sum, part) => sum + part.bytes, 0)
  let received = 0
  let part = 0
  let inPart = 0
  let handle: FileHandle | null = null
  let dropped: Error | null = null
  let turn: Promise<void> = Promise.resolve()
  let arrive: (source: FileSource) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const whole = new Promise<FileSource>((resolve, reject) => {
    arrive = resolve
    fail = reject
  })
  // Nobody may be waiting yet when an upload is dropped.
  whole.catch(() => undefined)

  async function openPart(): Promise<FileHandle> {
    await mkdir(dirname(path), { recursive: true })
    return open(parts[part]!.path, 'wx')
  }

  async function endPart(): Promise<void> {
    const ending = handle
    handle = null
    await ending?.close()
  }

  /** Moves on from parts that are complete, and from empty ones. */
  async function advance(): Promise<void> {
    while (part < parts.length) {
      if (inPart < parts[part]!.bytes) return
      handle ??= await openPart()
      await endPart()
      part += 1
      inPart = 0
    }
    arrive({ path, ...('decoded' in source && { decoded: { path: decodedPath, format: source.decoded.format } }) })
  }

  async function take(bytes: Uint8Array): Promise<void> {
    if (dropped) throw dropped
    if (received + bytes.length > total)
      throw new ApiError(
        'bad-request',
        `More bytes came for “${name}” than its ${total} that were announced.`,
        'Import it again.',
      )
    received += bytes.length
    try {
      for (let at = 0; at < bytes.length; ) {
        const piece = bytes.subarray(at, at + parts[part]!.bytes - inPart)
        handle ??= await openPart()
        const { bytesWritten } = await handle.write(piece)
        at += bytesWritten
        inPart += bytesWritten
        await advance()
      }
    } catch (error) {
      const failure = toApiError(diskError(error, name)) as ApiError
      dropped = failure
      fail(failure)
      throw failure
    }
  }

  function push(bytes: Uint8Array): Promise<void> {
    const result = turn.then(() => take(bytes))
    turn = result.catch(() => undefined)
    return result
  }

  turn = advance().catch((error) => {
    dropped = toApiError(diskError(error, name)) as ApiError
    fail(dropped)
  })

  return {
    push,
    share: () => (total === 0 ? 1 : received / total),
    whole,
    async drop(reason) {
      dropped = reason
      fail(reason)
      await turn
      await endPart()
      for (const each of parts) await rm(each.path, { force: true })
    },
  }
}
