/** What of Papa Parse is used here; the package brings no types, and those beside it bring Node's. */
declare module 'papaparse' {
  interface ParseError {
    type: 'Quotes' | 'Delimiter' | 'FieldMismatch'
    code: string
    message: string
    row?: number
  }
  interface ParseOutcome {
    data: string[][]
    errors: ParseError[]
    meta: { delimiter: string }
  }
  const Papa: {
    parse(
      text: string,
      options: { delimiter?: string; delimitersToGuess?: string[]; skipEmptyLines: 'greedy' },
    ): ParseOutcome
    unparse(rows: readonly (readonly string[])[], options: { newline: string; delimiter?: string }): string
  }
  export default Papa
}
