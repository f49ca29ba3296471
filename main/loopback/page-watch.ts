/** Says when the page has been closed for good, as opposed to reloaded. */
export interface PageWatch {
  pageConnected(connected: boolean): void
  /** Stops watching. */
  end(): void
}

/** Calls `onGone` once the page has stayed away for `patienceMs`. A page that never came is not missed. */
export function watchPage(patienceMs: number, onGone: () => void): PageWatch {
  let timer: NodeJS.Timeout | undefined
  return {
    pageConnected(connected) {
      clearTimeout(timer)
      if (!connected) timer = setTimeout(onGone, patienceMs)
    },
    end: () => clearTimeout(timer),
  }
}
