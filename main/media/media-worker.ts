import { performJob } from '../pool/worker-job.ts'
import { runBring } from './bring-job.ts'
import { runCheck } from './check-job.ts'
import { runCopy } from './copy-job.ts'
import { runFind } from './find-job.ts'
import type { MediaRequest } from './media-request.ts'
import { runRelink } from './relink-job.ts'
import { runUsage } from './usage-job.ts'

// One piece of work over a project's audio, in a thread of its own.
await performJob<MediaRequest>((request, control) => {
  switch (request.kind) {
    case 'bring':
      return runBring(request, control)
    case 'check':
      return runCheck(request, control)
    case 'copy':
      return runCopy(request, control)
    case 'find':
      return runFind(request, control)
    case 'relink':
      return runRelink(request, control)
    case 'usage':
      return runUsage(request)
  }
})
