import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'

/** The command that shows a folder in the system's file manager, by platform; Linux and the others have xdg-open. */
const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer' }

/**
 * Opens the folder a file lies in (or the folder itself) in the system's file manager. Only ever a folder is handed over, so
 * that nothing is run. Rejects with ApiError `not-found`, or `unsupported` where there is no file manager.
 */
export async function showInFolder(path: string): Promise<void> {
  const status = await stat(path).catch(() => null)
  if (status === null)
    throw new ApiError('not-found', `There is nothing at ${path}.`, 'It may have been moved or deleted.')
  const folder = status.isDirectory() ? path : dirname(path)
  const child = spawn(openers[process.platform] ?? 'xdg-open', [folder], { detached: true, stdio: 'ignore' })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', () =>
      reject(new ApiError('unsupported', 'There is no file manager to show it in.', `It lies in ${folder}.`)),
    )
  })
  child.unref()
}
