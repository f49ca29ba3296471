import { create, useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { MediaCheck } from '../../shared/contract/media.ts'
import type { Id } from '../../shared/model/document.ts'
import { type OfflineAudio, offlineInSong } from '../../shared/model/offline-audio.ts'
import { documentStore } from '../document/document-store.ts'
import { notify, notifyError } from '../document/notices.ts'

const none: OfflineAudio = new Set()

interface OfflineState {
  /** The assets whose sound is missing or damaged. Another set only when it holds others. */
  offline: OfflineAudio
}

/** What audio of the project is not to be had: main looks for it, the page draws it and plays without it. */
export const useOffline = create<OfflineState>(() => ({ offline: none }))

export function offlineNow(): OfflineAudio {
  return useOffline.getState().offline
}

/** Names of the offline audio that a song would play; the same list while it holds the same. */
export function useMissedAudio(songId: Id | undefined): readonly string[] {
  const offline = useOffline((state) => state.offline)
  return useStore(
    documentStore,
    useShallow(({ document }) => (document && songId !== undefined ? offlineInSong(document, songId, offline) : [])),
  )
}

/** Takes over what main says is offline. */
export function setOffline(list: MediaCheck['offline']): void {
  const before = offlineNow()
  const ids = list.map(({ assetId }) => assetId)
  if (ids.length === before.size && ids.every((id) => before.has(id))) return
  useOffline.setState({ offline: ids.length === 0 ? none : new Set(ids) })
}

/** The sentence about what is newly offline, and the remedy: one for all of it. */
function tell(list: MediaCheck['offline'], before: OfflineAudio): void {
  const { document, readOnly } = documentStore.getState()
  const fresh = list.filter(({ assetId }) => !before.has(assetId))
  if (fresh.length === 0 || !document) return
  const names = fresh.slice(0, 3).map(({ assetId }) => `“${document.assets[assetId]?.name ?? assetId}”`)
  const others = fresh.length > 3 ? ` and ${fresh.length - 3} more` : ''
  const isDamage = fresh.every(({ state }) => state === 'damaged')
  notify(
    'error',
    `The audio of ${names.join(', ')}${others} is ${isDamage ? 'damaged' : 'missing'}: its clips are offline and silent.`,
    readOnly
      ? 'Open the project for writing and find it again under Media, in the menu.'
      : 'Find it again under Media, in the menu: by its folder or by hand.',
  )
}

let looking: Promise<MediaCheck | null> | null = null

/**
 * Asks main to look at the pool and repair what it can, and tells once what is newly missing or was made again. Who asks while
 * a look is under way gets that one. Resolves with null where no project is open.
 */
export function lookAtAudio(): Promise<MediaCheck | null> {
  looking ??= look().finally(() => {
    looking = null
  })
  return looking
}

async function look(): Promise<MediaCheck | null> {
  const { path, document } = documentStore.getState()
  if (path === null || !document) return null
  try {
    const found = await documentStore.api().call('media.look', {})
    if (documentStore.getState().path !== path) return null
    tell(found.offline, offlineNow())
    setOffline(found.offline)
    if (found.remade.length > 0) {
      const names = found.remade.slice(0, 3).map((name) => `“${name}”`)
      const others = found.remade.length > 3 ? ` and ${found.remade.length - 3} more` : ''
      notify('info', `The audio of ${names.join(', ')}${others} was missing and was made again from its original.`)
    }
    for (const fault of found.faults) notify('warning', fault)
    return found
  } catch (error) {
    if (documentStore.getState().path === path) notifyError(error)
    return null
  }
}

/** Keeps the page's knowledge of the pool fresh: on opening a project, and whenever the window is looked at again. */
export function watchAudio(): () => void {
  let path = documentStore.getState().path
  const offDocument = documentStore.subscribe((state) => {
    if (state.path === path) return
    path = state.path
    useOffline.setState({ offline: none })
    if (path !== null) void lookAtAudio()
  })
  const onFocus = () => void lookAtAudio()
  window.addEventListener('focus', onFocus)
  if (path !== null) void lookAtAudio()
  return () => {
    offDocument()
    window.removeEventListener('focus', onFocus)
  }
}
