/** What a rendering asks of whoever runs it. */
export interface RenderHooks {
  /** `fraction` from 0 to 1 over the whole rendering. */
  onProgress(fraction: number): void
  /** Throws to end the rendering. Called at every chunk. */
  checkCancelled(): void
  /** Lets other messages of the thread through, such as a cancel; called in long stretches of work. */
  breathe(): Promise<void>
}
