import { create } from 'zustand'
import type { Place } from '../../shared/engine/mixer/probe.ts'
import type { Id } from '../../shared/model/document.ts'
import { keep, readKeptRecord } from '../app/window-storage.ts'

/** What the analysis panel shows: remembered by the window, but for the strip it looks at. */

export const analysisPictures = ['spectrum', 'spectrogram', 'goniometer', 'loudness'] as const
export type AnalysisPicture = (typeof analysisPictures)[number]

export const spectrumStyles = ['lines', 'thirds'] as const
export type SpectrumStyle = (typeof spectrumStyles)[number]

/** Added to a spectrum from octave to octave, in dB. */
export const tilts = [0, 3, 4.5] as const
export type Tilt = (typeof tilts)[number]

export const stripPoints = ['post', 'pre', 'input'] as const
export type StripPoint = (typeof stripPoints)[number]

/** Whose sound: the output's, the selected strip's, or one strip's. */
export type AnalysisSource = { readonly kind: 'output' | 'selected' } | { readonly kind: 'strip'; readonly stripId: Id }

export interface AnalysisView {
  open: boolean
  pictures: readonly AnalysisPicture[]
  style: SpectrumStyle
  tilt: Tilt
  average: boolean
  peaks: boolean
  source: AnalysisSource
  point: StripPoint
  /** The spectrum stands still. */
  frozen: boolean
}

const storageKey = 'mixwright.analysis'
const rememberedKeys = [
  'open',
  'pictures',
  'style',
  'tilt',
  'average',
  'peaks',
] as const satisfies readonly (keyof AnalysisView)[]

const initial: AnalysisView = {
  open: false,
  pictures: ['spectrum', 'goniometer', 'loudness'],
  style: 'lines',
  tilt: 4.5,
  average: true,
  peaks: false,
  source: { kind: 'output' },
  point: 'post',
  frozen: false,
}

function kept(): Partial<AnalysisView> {
  const read = readKeptRecord(storageKey)
  const known: Partial<AnalysisView> = {}
  if (typeof read.open === 'boolean') known.open = read.open
  if (Array.isArray(read.pictures)) {
    const pictures = read.pictures as unknown[]
    known.pictures = analysisPictures.filter((picture) => pictures.includes(picture))
  }
  const style = spectrumStyles.find((each) => each === read.style)
  if (style) known.style = style
  const tilt = tilts.find((each) => each === read.tilt)
  if (tilt !== undefined) known.tilt = tilt
  if (typeof read.average === 'boolean') known.average = read.average
  if (typeof read.peaks === 'boolean') known.peaks = read.peaks
  return known
}

export const useAnalysis = create<AnalysisView>(() => ({ ...initial, ...kept() }))

export function setAnalysis(change: Partial<AnalysisView>): void {
  useAnalysis.setState(change)
  const view = useAnalysis.getState()
  keep(storageKey, Object.fromEntries(rememberedKeys.map((key) => [key, view[key]])))
}

/** Shows or hides one of the pictures. */
export function togglePicture(picture: AnalysisPicture): void {
  const { pictures } = useAnalysis.getState()
  setAnalysis({
    pictures: analysisPictures.filter((each) => (each === picture) !== pictures.includes(each)),
  })
}

/** The place a source means, where a strip of that id is in the song. */
export function placeOf(stripId: Id | null, point: StripPoint): Place {
  return stripId === null ? { kind: 'output' } : { kind: 'strip', stripId, at: point }
}
