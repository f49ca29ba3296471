import { createHash } from 'node:crypto'
import type { Document } from '../../shared/model/document.ts'

/** Tells two documents apart; the order of their records does not count. */
export function digestOf(document: Document): string {
  return createHash('sha256').update(canonical(document)).digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`
}
