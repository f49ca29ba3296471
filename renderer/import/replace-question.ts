import { create } from 'zustand'
import type { Id } from '../../shared/model/document.ts'
import { setView } from '../app/view-state.ts'

/** The audio whose file is to be replaced, and the clip it was asked for at, if it was at one. */
export interface ReplaceQuestion {
  assetId: Id
  clip: { trackId: Id; clipId: Id } | null
}

export const useReplaceQuestion = create<{ question: ReplaceQuestion | null }>(() => ({ question: null }))

/** Opens the dialog that replaces a file. */
export function askToReplace(question: ReplaceQuestion): void {
  setView({ overlay: null })
  useReplaceQuestion.setState({ question })
}

export function closeReplace(): void {
  useReplaceQuestion.setState({ question: null })
}
