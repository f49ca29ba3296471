import type { BringRequest } from './bring-job.ts'
import type { CheckRequest } from './check-job.ts'
import type { CopyRequest } from './copy-job.ts'
import type { FindRequest } from './find-job.ts'
import type { RelinkRequest } from './relink-job.ts'
import type { UsageRequest } from './usage-job.ts'

/** Everything the media worker can be asked. */
export type MediaRequest = BringRequest | CheckRequest | CopyRequest | FindRequest | RelinkRequest | UsageRequest
