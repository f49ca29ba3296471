import { create } from 'zustand'
import type { Id } from '../../shared/model/document.ts'
import { masterOfSong, tracksOfSong } from '../../shared/model/selectors.ts'
import { settingEdits, settingOf } from '../../shared/model/track-copy.ts'
import type { TrackTemplate } from '../../shared/model/track-template.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify, notifyError } from '../document/notices.ts'
import { selectTrack } from './view-state.ts'

/** The track templates that main keeps for all projects, as they were read last. */
export const useTemplates = create<{ templates: readonly TrackTemplate[] }>(() => ({ templates: [] }))

export async function readTemplates(): Promise<void> {
  const { templates } = await documentStore.api().call('templates.list', {})
  useTemplates.setState({ templates })
}

/** Keeps a track's settings and inserts under its name, in the place of a template that is called so. */
export async function saveTemplate(trackId: Id): Promise<void> {
  const { document } = documentStore.getState()
  const setting = document ? settingOf(document, trackId) : undefined
  if (!setting) return
  const { track, devices } = setting
  try {
    const template = {
      name: track.name,
      track: { ...track, solo: false, frozen: null, notes: '' },
      devices: [...devices],
    }
    await documentStore.api().call('templates.save', { template })
    await readTemplates()
    notify('info', `“${track.name}” is a track template now.`, 'Add it to any song with the button above the tracks.')
  } catch (error) {
    notifyError(error)
  }
}

export async function removeTemplate(name: string): Promise<void> {
  try {
    await documentStore.api().call('templates.remove', { name })
    await readTemplates()
  } catch (error) {
    notifyError(error)
  }
}

/** A new track at the end of the song, set as the template. */
export function addFromTemplate({ name, track, devices }: TrackTemplate): void {
  const { document, songId } = documentStore.getState()
  const master = document && songId ? masterOfSong(document, songId) : undefined
  if (!document || !songId || !master) return
  const order = tracksOfSong(document, songId)
    .filter(({ kind }) => kind !== 'master')
    .reduce((highest, each) => Math.max(highest, each.order), 0)
  const id = newId()
  const place = { id, songId, name, order: order + 1, outputId: master.id }
  const edits = settingEdits(document, { track, devices, sends: [], lanes: [] }, place, newId)
  void documentStore.edit({ type: 'batch', label: `Add track: ${name}`, edits })
  selectTrack(id)
}
