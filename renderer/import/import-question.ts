import { create } from 'zustand'
import type { Alignment, Placement } from '../../shared/contract/placement.ts'
import type { Id } from '../../shared/model/document.ts'
import type { NamedTarget } from '../../shared/model/file-names.ts'
import { newId } from '../document/new-id.ts'
import type { ImportTargets, Layout } from './import-plan.ts'

/** What the user is asked before several files are imported. */
export interface ImportQuestion {
  files: readonly File[]
  /** The rate they are brought to. */
  sampleRate: number
  targets: ImportTargets
  /** Where they were dropped, such as "17.1.1". */
  where: string
  /** The audio track they were dropped on, if it was one. */
  onTrack: NamedTarget<Id> | null
}

/** What the user wants: the files in their order, each with its place. */
export interface ImportAnswer {
  files: readonly File[]
  places: readonly (Placement | undefined)[]
  align: Alignment | undefined
}

interface QuestionState {
  /** A new id for every question, so that the dialog begins anew. */
  id: Id
  question: ImportQuestion | null
  answer: (answer: ImportAnswer | null) => void
  /** As chosen last, for the next time. */
  layout: Layout
  byStamp: boolean
  alignment: Alignment
}

export const useImportQuestion = create<QuestionState>(() => ({
  id: '',
  question: null,
  answer: () => {},
  layout: 'tracks',
  byStamp: false,
  alignment: 'earliest',
}))

/** Asks how files are to be imported. Resolves with null when the user does not want them after all. */
export function askHowToImport(question: ImportQuestion): Promise<ImportAnswer | null> {
  useImportQuestion.getState().answer(null)
  return new Promise((resolve) => {
    const answer = (given: ImportAnswer | null) => {
      useImportQuestion.setState({ question: null, answer: () => {} })
      resolve(given)
    }
    useImportQuestion.setState({ id: newId(), question, answer })
  })
}
