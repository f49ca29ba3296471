/** What can be wrong with a file of sound; stable, so that callers can branch on it. */
export type AudioFileErrorCode =
  | 'missing'
  | 'unreadable'
  | 'empty'
  | 'not-audio'
  | 'unsupported-format'
  | 'unsupported-encoding'
  | 'channels'
  | 'sample-rate'
  | 'no-samples'
  | 'damaged'
  | 'other-sound'
  | 'ffmpeg-missing'
  | 'cancelled'
  | 'disk-full'
  | 'write-failed'

/** A file of sound that cannot be read or written: `message` is a sentence naming the file, `remedy` one saying what to do. */
export class AudioFileError extends Error {
  override readonly name = 'AudioFileError'
  readonly code: AudioFileErrorCode
  readonly remedy: string

  constructor(code: AudioFileErrorCode, message: string, remedy: string) {
    super(message)
    this.code = code
    this.remedy = remedy
  }
}
