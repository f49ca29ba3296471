import { calls } from '../../shared/contract/api.ts'
import type { Answer } from '../../shared/contract/connection.ts'
import { answer, type Handlers } from '../../shared/contract/handlers.ts'

/** Most bytes one call may carry, as the contract says. */
const maxCallBytes = 4 * 1024 * 1024

/**
 * Answers a call that came over either shell's line. The handler gets the bytes in a buffer of their own, from offset 0, so
 * that it may look at them as float32. `report` hears of faults that are the program's own.
 */
export async function answerCall(
  handlers: Handlers,
  name: unknown,
  input: unknown,
  bytes: Uint8Array,
  report: (error: unknown) => void,
): Promise<Answer> {
  if (typeof name !== 'string') return refused('The call has no name.')
  if (bytes.length > maxCallBytes) {
    return refused(`${name} carries ${bytes.length} bytes; a call carries ${maxCallBytes} at most.`)
  }
  const call = Object.hasOwn(calls, name) ? calls[name as keyof typeof calls] : undefined
  if (bytes.length > 0 && call !== undefined && !('binary' in call)) return refused(`${name} carries no bytes.`)
  const ownsBuffer = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
  return answer(handlers, name, input, ownsBuffer ? bytes : new Uint8Array(bytes), report)
}

function refused(message: string): Answer {
  return { ok: false, error: { code: 'bad-request', message, remedy: 'Correct the fields of the call.' } }
}
