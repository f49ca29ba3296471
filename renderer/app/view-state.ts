import { create } from 'zustand'
import type { Id } from '../../shared/model/document.ts'
import { keep, readKeptRecord } from './window-storage.ts'

/** What the user looks at: no part of the document, and not undone. */

export const pages = ['arrange', 'mix', 'master', 'album', 'bounce'] as const
export type Page = (typeof pages)[number]

export const snapUnits = ['off', 'bar', '1/2', '1/4', '1/8', '1/16'] as const
export type SnapUnit = (typeof snapUnits)[number]

export const nudgeSteps = ['grid', 1, 10, 100] as const
export type NudgeStep = (typeof nudgeSteps)[number]

export const followModes = ['off', 'page', 'centre'] as const
export type FollowMode = (typeof followModes)[number]

/** What the ruler's second row counts in. */
export const rulerUnits = ['time', 'samples'] as const
export type RulerUnit = (typeof rulerUnits)[number]

/** The window that lies over the page, if any. */
export type Overlay =
  | null
  | 'shortcuts'
  | 'palette'
  | 'newSong'
  | 'renameSong'
  | 'media'
  | 'importSong'
  | 'normalise'
  | 'crossfade'
  | 'markers'
  | 'detectTempo'
  | 'copySettings'

/** What is selected in an automation lane. Points are named by their frames. */
export interface LaneFocus {
  laneId: Id
  ownerId: Id
  frames: ReadonlySet<number>
  /** The point the keys go from. */
  activeFrame: number | null
  /** A stretch that was dragged over, ascending. */
  range: { fromFrame: number; toFrame: number } | null
}

export interface ViewState {
  page: Page
  overlay: Overlay
  dockOpen: boolean
  inspectorOpen: boolean
  /** Whether the strips of the Mix page, and those of the mixer below another page, are narrow. */
  narrowPage: boolean
  narrowDock: boolean
  selectedClipIds: ReadonlySet<Id>
  selectedTrackId: Id | null
  /** The automation lane that keys mean, and what is selected in it; null while they mean something else. */
  lane: LaneFocus | null
  /** The tracks whose automation lanes are to be seen. */
  unfoldedTrackIds: ReadonlySet<Id>
  /** Whether a drag over a lane draws its curve. */
  pencil: boolean
  /** Tracks selected beside it. */
  alsoSelectedTrackIds: ReadonlySet<Id>
  /** What the inspector shows: the kind of thing that was selected last. */
  inspected: 'clip' | 'track'
  /** The track whose name is being typed. */
  renamingTrackId: Id | null
  /** The device whose editor is open. */
  openDeviceId: Id | null
  /** The overlap whose editor is open. */
  crossfade: { readonly leftId: Id; readonly rightId: Id } | null
  /** Zoom: frames of the project's rate in one CSS pixel. */
  framesPerPixel: number
  /** The frame at the lanes' left edge. */
  scrollFrame: number
  /** Width of the lanes in CSS pixels, as laid out last. */
  lanesWidthPx: number
  /** Vertical zoom: multiplies every track's own height. */
  laneZoom: number
  snap: SnapUnit
  /** Whether cuts go to where the audio crosses zero. */
  zeroCrossings: boolean
  /** How far a nudge goes: a line of the grid, or so many milliseconds. */
  nudge: NudgeStep
  /** Multiplies the height of what is drawn of the audio. */
  waveZoom: number
  follow: FollowMode
  rulerUnit: RulerUnit
  /** Whether the ruler's rows for tempos and time signatures are unfolded. */
  tempoShown: boolean
}

/** How the user likes the window: kept for the next time, unlike what is selected and scrolled to. */
const likedKeys = [
  'dockOpen',
  'inspectorOpen',
  'narrowPage',
  'narrowDock',
  'snap',
  'zeroCrossings',
  'nudge',
  'follow',
  'rulerUnit',
  'tempoShown',
] as const satisfies readonly (keyof ViewState)[]
const storageKey = 'mixwright.view'

function liked(): Partial<ViewState> {
  // What it was written by may have been another version.
  const kept = readKeptRecord(storageKey) as Partial<ViewState>
  const known: Partial<ViewState> = {}
  if (typeof kept.dockOpen === 'boolean') known.dockOpen = kept.dockOpen
  if (typeof kept.inspectorOpen === 'boolean') known.inspectorOpen = kept.inspectorOpen
  if (typeof kept.narrowPage === 'boolean') known.narrowPage = kept.narrowPage
  if (typeof kept.narrowDock === 'boolean') known.narrowDock = kept.narrowDock
  if (kept.snap && snapUnits.includes(kept.snap)) known.snap = kept.snap
  if (typeof kept.zeroCrossings === 'boolean') known.zeroCrossings = kept.zeroCrossings
  if (kept.nudge !== undefined && nudgeSteps.includes(kept.nudge)) known.nudge = kept.nudge
  if (kept.follow && followModes.includes(kept.follow)) known.follow = kept.follow
  if (kept.rulerUnit && rulerUnits.includes(kept.rulerUnit)) known.rulerUnit = kept.rulerUnit
  if (typeof kept.tempoShown === 'boolean') known.tempoShown = kept.tempoShown
  return known
}

export const useView = create<ViewState>(() => ({
  page: 'arrange',
  overlay: null,
  dockOpen: true,
  inspectorOpen: true,
  narrowPage: false,
  narrowDock: false,
  selectedClipIds: new Set(),
  selectedTrackId: null,
  lane: null,
  unfoldedTrackIds: new Set(),
  pencil: false,
  alsoSelectedTrackIds: new Set(),
  inspected: 'track',
  renamingTrackId: null,
  openDeviceId: null,
  crossfade: null,
  framesPerPixel: 2048,
  scrollFrame: 0,
  lanesWidthPx: 900,
  laneZoom: 1,
  snap: '1/4',
  zeroCrossings: false,
  nudge: 'grid',
  waveZoom: 1,
  follow: 'page',
  rulerUnit: 'time',
  tempoShown: false,
  ...liked(),
}))

useView.subscribe((view, before) => {
  if (likedKeys.every((key) => view[key] === before[key])) return
  keep(storageKey, Object.fromEntries(likedKeys.map((key) => [key, view[key]])))
})

export function setView(change: Partial<ViewState>): void {
  useView.setState(change)
}

export function selectTrack(trackId: Id | null): void {
  setView({ selectedTrackId: trackId, alsoSelectedTrackIds: new Set(), inspected: 'track', lane: null })
}

/** Adds tracks to the selection, with `trackId` as the one that the inspector shows. */
export function selectTracks(trackId: Id, others: Iterable<Id>): void {
  const also = new Set(others)
  also.delete(trackId)
  setView({ selectedTrackId: trackId, alsoSelectedTrackIds: also, inspected: 'track', lane: null })
}

/** Every selected track, the inspector's first. */
export function selectedTrackIds(): Id[] {
  const { selectedTrackId, alsoSelectedTrackIds } = useView.getState()
  return selectedTrackId === null ? [] : [selectedTrackId, ...alsoSelectedTrackIds]
}

/** Selects clips; the track of the one touched last is selected with them. */
export function selectClips(clipIds: Iterable<Id>, trackId?: Id): void {
  const selectedClipIds = new Set(clipIds)
  setView({
    selectedClipIds,
    inspected: selectedClipIds.size > 0 ? 'clip' : 'track',
    lane: null,
    ...(trackId === undefined ? {} : { selectedTrackId: trackId, alsoSelectedTrackIds: new Set<Id>() }),
  })
}
