import Papa from 'papaparse'

/** What of the encoding standard is used here; every host has it. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean })
  decode(bytes: Uint8Array): string
}

export interface CsvTable {
  /** Every line of the file, the header among them; empty lines are left out. */
  rows: readonly (readonly string[])[]
  encoding: 'UTF-8' | 'Latin-1'
  delimiter: string
  /** What was wrong with the file, in sentences; the rows are what could be made of it. */
  notes: readonly string[]
}

/** What stands between the cells of a line, likeliest first. */
const delimiters = [',', ';', '\t', '|']

/**
 * Reads comma-separated values after RFC 4180, with whichever delimiter the file uses. Bytes that are no UTF-8 are taken for
 * Latin-1 (Windows-1252), which never fails.
 */
export function readCsv(bytes: Uint8Array): CsvTable {
  const { text, encoding } = decodeText(bytes)
  const { data, errors, meta } = Papa.parse(text, { delimitersToGuess: delimiters, skipEmptyLines: 'greedy' })
  const broken = errors.filter(({ type }) => type === 'Quotes')
  const notes = broken.map(
    ({ row }) => `A quotation mark in line ${(row ?? 0) + 1} is never closed, or stands inside a cell.`,
  )
  return { rows: data, encoding, delimiter: meta.delimiter, notes: [...new Set(notes)] }
}

function decodeText(bytes: Uint8Array): Pick<CsvTable, 'encoding'> & { text: string } {
  try {
    // The decoder drops the byte-order mark that spreadsheets put in front.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Latin-1' }
  }
}

/** Rows as comma-separated values with CRLF, after a byte-order mark: without it spreadsheets take UTF-8 for Latin-1. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${Papa.unparse(rows, { newline: '\r\n' })}\r\n`
}

/** The cells that a spreadsheet puts on the clipboard: tabs between columns, quotes around cells that hold lines. */
export function readPastedCells(text: string): string[][] {
  const { data } = Papa.parse(text.replace(/\r?\n$/, ''), { delimiter: '\t', skipEmptyLines: 'greedy' })
  return data
}

/** Cells for the clipboard, as spreadsheets read them. */
export function writePastedCells(rows: readonly (readonly string[])[]): string {
  return Papa.unparse(rows, { newline: '\n', delimiter: '\t' })
}
