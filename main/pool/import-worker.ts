import { runImport } from './import-job.ts'
import type { ImportRequest } from './import-request.ts'
import { performJob } from './worker-job.ts'

// One import in a thread of its own: decoding, resampling and hashing never hold up the thread that started it.
await performJob<ImportRequest>(runImport)
