import {
  type ChannelMode,
  channelModes,
  type PanMode,
  panLaws,
  panModes,
  type Track,
} from '../../shared/model/document.ts'
import { resetStripEdits } from '../../shared/model/reset-strip.ts'
import { outputChoices } from '../../shared/model/routing.ts'
import { formatNumber } from '../../shared/model/units.ts'
import { askText } from '../app/ask-text.tsx'
import { updateTrack } from '../app/strip-control.ts'
import { delayScale } from '../app/strip-scales.ts'
import { toggleTrack } from '../app/strip-switches.ts'
import { duplicateTrack, moveTrackBy, removeTrack } from '../app/track-actions.ts'
import { setView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { notify } from '../document/notices.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { valueFault } from '../ui/value-entry.tsx'
import { linkMenu } from './link-actions.ts'
import { leadToNewBus } from './send-actions.ts'
import { presetMenu } from './strip-presets.ts'

/** The menus of a strip. */

export const channelNames: Record<ChannelMode, string> = {
  stereo: 'Stereo',
  swapped: 'Swapped',
  mono: 'Mono',
  left: 'Left',
  right: 'Right',
}
export const panModeNames: Record<PanMode, string> = { pan: 'Pan', balance: 'Balance', stereo: 'Stereo' }
const panModeSentences: Record<PanMode, string> = {
  pan: 'Pan as one source',
  balance: 'Balance the sides',
  stereo: 'Stereo: place and width',
}

export function lawText(law: number): string {
  return `${formatNumber(law, law % 1 === 0 ? 0 : 1)} dB`
}

/** How a strip is placed, and by which law. */
export function panMenu(track: Track): MenuEntry[] {
  return [
    ...panModes.map((panMode) => ({
      id: panMode,
      label: panModeSentences[panMode],
      checked: track.panMode === panMode,
      run: () => updateTrack(track.id, { panMode }),
    })),
    'separator',
    ...panLaws.map((panLaw) => ({
      id: `law${panLaw}`,
      label: `Pan law ${lawText(panLaw)}`,
      checked: track.panLaw === panLaw,
      run: () => updateTrack(track.id, { panLaw }),
    })),
  ]
}

export function channelMenu(track: Track): MenuEntry[] {
  return channelModes.map((channelMode) => ({
    id: channelMode,
    label: channelNames[channelMode],
    checked: track.channelMode === channelMode,
    run: () => updateTrack(track.id, { channelMode }),
  }))
}

/** The buses and the master that are no loop, and a new bus. */
export function outputMenu(track: Track): MenuEntry[] {
  const { document } = documentStore.getState()
  return [
    ...(document ? outputChoices(document, track.id) : []).map(({ id, name }) => ({
      id,
      label: name,
      checked: track.outputId === id,
      run: () => {
        if (track.outputId !== id) updateTrack(track.id, { outputId: id })
      },
    })),
    'separator',
    { id: 'new', label: 'New bus', run: () => void leadToNewBus(track, 'output') },
  ]
}

async function typeDelay(track: Track): Promise<void> {
  const { document } = documentStore.getState()
  if (!document) return
  const { sampleRate } = document.project
  const scale = delayScale(sampleRate)
  const text = await askText({
    title: `Delay of ${track.name}`,
    label: 'Milliseconds, or frames as in “240 fr”',
    value: scale.format((track.delayFrames * 1000) / sampleRate),
    action: 'Set',
    fault: (typed) => valueFault(typed, 'The delay', scale),
  })
  const ms = text === null ? null : scale.parse(text)
  if (ms !== null) updateTrack(track.id, { delayFrames: Math.round((ms * sampleRate) / 1000) })
}

export function resetStrip(track: Track): void {
  const { document } = documentStore.getState()
  const edits = document ? resetStripEdits(document, track.id) : []
  if (edits.length > 0)
    void documentStore.edit({ type: 'batch', label: `Reset strip: ${track.name}`.slice(0, 200), edits })
  else notify('info', `“${track.name}” is as new already.`)
}

/** A strip's context menu. */
export function stripMenu(track: Track): MenuEntry[] {
  const { id, kind } = track
  const isMaster = kind === 'master'
  const own: MenuEntry[] = [
    { id: 'rename', label: 'Rename', shortcut: 'F2', run: () => setView({ renamingTrackId: id }) },
    { id: 'duplicate', label: 'Duplicate', run: () => duplicateTrack(id) },
    { id: 'left', label: 'Move left', run: () => moveTrackBy(id, -1) },
    { id: 'right', label: 'Move right', run: () => moveTrackBy(id, 1) },
    'separator',
    { id: 'output', label: 'Output', entries: outputMenu(track) },
    { id: 'delay', label: 'Delay…', run: () => void typeDelay(track) },
    { id: 'safe', label: 'Solo-safe', checked: track.soloSafe, run: () => toggleTrack(id, 'soloSafe') },
  ]
  return [
    ...(isMaster ? [] : own),
    { id: 'channels', label: 'Channels', entries: channelMenu(track) },
    { id: 'pan', label: 'Pan', entries: panMenu(track) },
    {
      id: 'polarity',
      label: 'Turn the polarity',
      checked: track.polarityInverted,
      run: () => toggleTrack(id, 'polarityInverted'),
    },
    'separator',
    { id: 'link', label: 'Link group', entries: linkMenu(track) },
    { id: 'presets', label: 'Strip presets', entries: presetMenu(id) },
    { id: 'copySettings', label: 'Copy settings to other songs…', run: () => setView({ overlay: 'copySettings' }) },
    { id: 'reset', label: 'Reset strip', run: () => resetStrip(track) },
    ...(isMaster
      ? []
      : ([
          'separator',
          { id: 'remove', label: 'Delete track', danger: true, run: () => removeTrack(id) },
        ] satisfies MenuEntry[])),
  ]
}
