import { ApiError } from '../../shared/contract/errors.ts'
import type { BeginPiece } from '../../shared/engine/album/album-host.ts'
import { RenderRefused } from '../../shared/engine/offline/render-job.ts'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'

/** A command line that cannot be understood; `message` says why. */
export class UsageError extends Error {}

export interface Failure {
  code: string
  message: string
  remedy: string
}

/** Whatever went wrong, as what a user can read and a script can branch on. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError || error instanceof AudioFileError)
    return { code: error.code, message: error.message, remedy: error.remedy }
  if (error instanceof RenderRefused) return { code: 'render-refused', message: error.message, remedy: error.remedy }
  if (error instanceof UsageError) return { code: 'usage', message: error.message, remedy: 'See mixwright --help.' }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message, remedy: 'This is a fault of the program: please report it.' }
}

/** One line on stderr; with `json` the same as an object on stdout. */
export function printFailure(failure: Failure, json: boolean): void {
  process.stderr.write(`mixwright: ${oneLine(`${failure.message} ${failure.remedy}`)}\n`)
  if (json) printJson('mixwright.error/1', failure)
}

/** A sentence the user should know that is no failure. */
export function printNote(sentence: string): void {
  process.stderr.write(`mixwright: ${oneLine(sentence)}\n`)
}

/** The result of a command: its schema first. Undefined values are null, never NaN or infinity. */
export function printJson(schema: string, value: object): void {
  process.stdout.write(`${JSON.stringify({ schema, ...value }, null, 2)}\n`)
}

export function printLines(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}

/** Columns as wide as their widest cell; numbers to the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const isNumber = (text: string) => /^[−-]?[\d.]+$|^—$/.test(text)
  return rows.map((row) =>
    row
      .map((cell, column) => (isNumber(cell) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
}

/** A level or loudness for people; a dash where it is not defined. */
export function figure(value: number | null, digits = 1): string {
  return value === null ? '—' : value.toFixed(digits)
}

/** Minutes, seconds and milliseconds of a number of frames. */
export function duration(frames: number, sampleRate: number): string {
  const milliseconds = Math.round((frames / sampleRate) * 1000)
  const seconds = Math.floor(milliseconds / 1000)
  const rest = String(milliseconds % 1000).padStart(3, '0')
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}.${rest}`
}

/** Progress on a terminal's stderr; nothing elsewhere. */
export interface Progress {
  show(label: string, fraction: number): void
  /** Shows what begins, beside all that has begun and not ended. */
  begin: BeginPiece
  /** Takes the line away. */
  end(): void
}

export function progressLine(): Progress {
  let shown = ''
  const write = (whole: string) => {
    // A line that wraps could not be taken away.
    const text = whole.slice(0, Math.max(0, process.stderr.columns - 1))
    if (!process.stderr.isTTY || text === shown) return
    process.stderr.write(`\r\x1b[K${text}`)
    shown = text
  }
  const percent = (label: string, fraction: number) => `${label} ${Math.floor(Math.min(1, fraction) * 100)} %`
  const running = new Map<object, string>()
  return {
    show: (label, fraction) => write(percent(label, fraction)),
    begin(label) {
      const piece = {
        tell(fraction: number) {
          running.set(piece, percent(label, fraction))
          write([...running.values()].join(' · '))
        },
        end: () => void running.delete(piece),
      }
      piece.tell(0)
      return piece
    },
    end: () => {
      if (shown !== '') write('')
      shown = ''
    },
  }
}
