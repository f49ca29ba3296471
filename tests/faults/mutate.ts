import { below, type Random } from './random.ts'

/** Numbers that sizes, counts and offsets go wrong with. */
const troublesome = [0, 1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]
/** Headers lie at the beginning, and most of the mutations with them. */
const headBytes = 256

/** A copy of a file with one to six things wrong. */
export function mutant(valid: Uint8Array, random: Random): Uint8Array {
  let bytes: Uint8Array = valid.slice()
  for (let count = 1 + below(random, 6); count > 0 && bytes.length > 0; count--) bytes = mutated(bytes, random)
  return bytes
}

function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  const at = below(random, random() < 0.7 ? Math.min(headBytes, bytes.length) : bytes.length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (below(random, 8)) {
    case 0:
      bytes[at]! ^= 1 << below(random, 8)
      return bytes
    case 1:
      bytes[at] = below(random, 256)
      return bytes
    case 2:
    case 3: {
      const value = troublesome[below(random, troublesome.length)]!
      const isLittle = random() < 0.5
      if (at + 4 <= bytes.length && random() < 0.7) view.setUint32(at, value, isLittle)
      else if (at + 2 <= bytes.length) view.setUint16(at, value & 0xffff, isLittle)
      return bytes
    }
    case 4:
      return bytes.slice(0, at)
    case 5:
      return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + below(random, 32)))
    case 6:
      return joined(bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 1 - below(random, 64))))
    default:
      return joined(
        bytes.subarray(0, at),
        Uint8Array.from({ length: 1 + below(random, 16) }, () => below(random, 256)),
        bytes.subarray(at),
      )
  }
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

/** Values that fields go wrong with. None of them is a path that leads anywhere. */
const wrongValues: readonly unknown[] = [
  null,
  undefined,
  true,
  '',
  'x'.repeat(5000),
  '\u0000',
  '__proto__',
  '../..',
  '💥',
  0,
  -0,
  -1,
  0.5,
  1e308,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  [],
  {},
  [null],
  { type: 'batch', edits: [] },
]

/** A copy of a message with one to three fields replaced, left out or added. */
export function wrongMessage(valid: unknown, random: Random): unknown {
  let message = structuredClone(valid)
  for (let count = 1 + below(random, 3); count > 0; count--) message = wrong(message, random)
  return message
}

function wrong(value: unknown, random: Random): unknown {
  const isInside = typeof value === 'object' && value !== null && Object.keys(value).length > 0 && random() < 0.85
  if (!isInside) return structuredClone(wrongValues[below(random, wrongValues.length)])
  const record = value as Record<string, unknown>
  const keys = Object.keys(record)
  const key = keys[below(random, keys.length)]!
  const choice = below(random, 10)
  if (choice === 0) delete record[key]
  else if (choice === 1) record[`${key}x`] = record[key]
  else if (choice === 2) record[key] = record[keys[below(random, keys.length)]!]
  else record[key] = wrong(record[key], random)
  return value
}
