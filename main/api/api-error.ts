import { ApiError, type ApiErrorCode } from '../../shared/contract/errors.ts'
import { AudioFileError, type AudioFileErrorCode } from '../../shared/formats/audio-file-error.ts'

const codes: Partial<Record<AudioFileErrorCode, ApiErrorCode>> = {
  missing: 'not-found',
  cancelled: 'cancelled',
  'disk-full': 'disk',
  'write-failed': 'disk',
}

/** What went wrong as the contract's error; faults of the program pass unchanged. */
export function toApiError(error: unknown): unknown {
  if (!(error instanceof AudioFileError)) return error
  return new ApiError(codes[error.code] ?? 'audio-file', error.message, error.remedy)
}
