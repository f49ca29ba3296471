import type { Machine, Spread } from './rounds.ts'
import { ROUNDS } from './rounds.ts'

/** From this load on, somebody else's work takes a visible part of the cores. */
const BUSY_LOAD = 0.5

/** Whether the bench was asked for JSON instead of a table. */
export const wantsJson = process.argv.includes('--json')

/** Prints a result as one line of JSON, figures to four digits. */
export function printJson(schema: string, value: Readonly<Record<string, unknown>>): void {
  const rounded = (_: string, item: unknown) => (typeof item === 'number' ? Number(item.toPrecision(4)) : item)
  console.log(JSON.stringify({ schema, ...value }, rounded))
}

/** Three digits are all that a median of a few rounds is worth. */
export function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString()
}

/** A median with the lowest and the highest round behind it; nothing where nothing was measured. */
export function spread(result: Spread | null | undefined): string {
  if (!result) return ''
  return `${figure(result.median)}  (${figure(result.lowest)}–${figure(result.highest)})`
}

/** Prints a heading, the machine, and rows in columns; the first column is text, the others stand to the right. */
export function printTable(
  heading: string,
  { processor, cores, node, loadBefore }: Machine,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  console.log(heading)
  console.log(`${processor}, ${cores} cores, Node ${node}; median of ${ROUNDS} rounds (lowest–highest).`)
  if (loadBefore >= BUSY_LOAD)
    console.log(
      `The machine was busy: ${figure(loadBefore)} threads wanted its ${cores} cores before this began. What is counted by processor time suffers less from that.`,
    )
  const lines = [header, ...rows]
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  const print = (line: readonly string[]) =>
    console.log(
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('   ')
        .trimEnd(),
    )
  console.log('')
  print(header)
  print(widths.map((width) => '─'.repeat(width)))
  for (const row of rows) print(row)
  console.log('')
}
