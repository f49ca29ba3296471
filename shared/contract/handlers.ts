import type { z } from 'zod'
import { type CallName, type CallOutput, calls, type EventName, type EventPayload } from './api.ts'
import type { Answer } from './connection.ts'
import { ApiError } from './errors.ts'
import { firstIssue } from './first-issue.ts'

/** What answers each call; `bytes` is empty for calls that carry none. Handlers fail by throwing `ApiError`. */
export type Handlers = {
  [N in CallName]: (input: ParsedInput<N>, bytes: Uint8Array) => Promise<CallOutput<N>>
}
type ParsedInput<N extends CallName> = z.output<(typeof calls)[N]['input']>

/** How handlers tell the interface something unasked. */
export type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void

/**
 * Answers one call from outside: checks its fields, runs its handler, and turns whatever goes wrong into a value.
 * `report` hears of faults that are the program's own.
 */
export async function answer(
  handlers: Handlers,
  name: string,
  input: unknown,
  bytes: Uint8Array,
  report: (error: unknown) => void,
): Promise<Answer> {
  try {
    if (!Object.hasOwn(calls, name))
      throw new ApiError('bad-request', `There is no call "${name}".`, 'Update the interface.')
    const call = calls[name as CallName]
    const parsed = call.input.safeParse(input)
    if (!parsed.success)
      throw new ApiError('bad-request', `${name}: ${firstIssue(parsed.error)}`, 'Correct the fields of the call.')
    const handler = handlers[name as CallName] as (input: unknown, bytes: Uint8Array) => Promise<unknown>
    return { ok: true, output: await handler(parsed.data, bytes) }
  } catch (error) {
    if (error instanceof ApiError) return { ok: false, error: error.toValue() }
    report(error)
    const message = error instanceof Error ? error.message : String(error)
    return {
      ok: false,
      error: { code: 'internal', message, remedy: 'This is a fault of the program: please report it.' },
    }
  }
}
