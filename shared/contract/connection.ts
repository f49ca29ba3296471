import {
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
  type EventName,
  type EventPayload,
  events,
} from './api.ts'
import { ApiError, type ApiErrorValue, apiErrorSchema } from './errors.ts'
import { firstIssue } from './first-issue.ts'

/** What a shell must offer: carry a call with its bytes and bring back the answer, and deliver events. */
export interface Transport {
  /** Resolves with main's answer; rejects only when the line itself is broken. */
  send(name: string, input: unknown, bytes?: Uint8Array): Promise<Answer>
  /** Calls back with every event; returns a function that ends it. */
  onEvent(listener: (name: string, payload: unknown) => void): () => void
  /** Calls back once when the line is lost for good. */
  onClose(listener: () => void): void
}

export type Answer = { ok: true; output: unknown } | { ok: false; error: ApiErrorValue }

/** The API as the interface sees it. */
export interface Api {
  /**
   * Makes a call. `bytes` go with calls marked binary. Rejects with `ApiError`: main's own, or `internal` when the
   * connection is lost or either side speaks against the contract.
   */
  call<N extends CallName>(name: N, input: CallInput<N>, bytes?: Uint8Array): Promise<CallOutput<N>>
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
}

/** Puts the contract's schemas around a transport. */
export function connect(transport: Transport): Api {
  const listeners = new Map<string, Set<(payload: never) => void>>()
  transport.onEvent((name, payload) => {
    const schema = events[name as EventName]
    if (!schema) return
    const parsed = schema.safeParse(payload)
    if (parsed.success) for (const listener of listeners.get(name) ?? []) listener(parsed.data as never)
  })
  return {
    async call(name, input, bytes) {
      const schema = calls[name]
      const sent = schema.input.safeParse(input)
      if (!sent.success)
        throw new ApiError(
          'bad-request',
          `${name} was called with wrong fields: ${firstIssue(sent.error)}`,
          'This is a fault of the program: please report it.',
        )
      const answer = await transport.send(name, sent.data, bytes).catch(() => {
        throw new ApiError(
          'internal',
          'The connection to the program was lost.',
          'Start Mixwright again; every edit is kept.',
        )
      })
      if (!answer.ok) throw ApiError.from(apiErrorSchema.parse(answer.error))
      return schema.output.parse(answer.output) as CallOutput<typeof name>
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener as (payload: never) => void)
      return () => set.delete(listener as (payload: never) => void)
    },
  }
}
