import { z } from 'zod'

/** Every way a call can fail, as a value: a code for programs, a sentence that names the thing, and what to do. */
export const apiErrorSchema = z.object({
  code: z.enum([
    'bad-request',
    'not-found',
    'no-project',
    'exists',
    'locked',
    'read-only',
    'newer-version',
    'damaged',
    'edit-refused',
    'audio-file',
    'disk',
    'cancelled',
    'unsupported',
    'internal',
  ]),
  message: z.string(),
  remedy: z.string(),
})
export type ApiErrorValue = z.infer<typeof apiErrorSchema>
export type ApiErrorCode = ApiErrorValue['code']

/** An `ApiErrorValue` on its way: thrown inside a handler, sent as a value, thrown again at the caller. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly remedy: string

  constructor(code: ApiErrorCode, message: string, remedy: string) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.remedy = remedy
  }

  toValue(): ApiErrorValue {
    return { code: this.code, message: this.message, remedy: this.remedy }
  }

  static from(value: ApiErrorValue): ApiError {
    return new ApiError(value.code, value.message, value.remedy)
  }
}
