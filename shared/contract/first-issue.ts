import type { z } from 'zod'

/** What is wrong first, in one line: where in the message, and why, such as "files.0.name: Too small". */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return error.message
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`
}
