import { ApiError } from '../../shared/contract/errors.ts'
import { offlineSentence } from '../../shared/model/offline-audio.ts'

/** Throws ApiError `not-found` where audio of these names is offline, unless a bounce may go without it. */
export function refuseMissing(names: readonly string[], allowed = false): void {
  if (names.length === 0 || allowed) return
  throw new ApiError(
    'not-found',
    offlineSentence(names),
    'Find it with mixwright media relink, or bounce without it with --allow-missing.',
  )
}
