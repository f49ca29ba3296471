export type PlanErrorCode = 'unknown-song' | 'no-master' | 'unknown-output' | 'feedback'

/** A document that cannot be turned into sound; the message names the record and the remedy. */
export class PlanError extends Error {
  override readonly name = 'PlanError'
  readonly code: PlanErrorCode

  constructor(code: PlanErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
