import { Plus, Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { Asset, Reference } from '../../shared/model/document.ts'
import { formatDb, formatLevel } from '../../shared/model/units.ts'
import { shortcutOf } from '../app/commands.ts'
import { useAssets, useDocument, useReferences, useSampleRate } from '../document/hooks.ts'
import { player } from '../live/player.ts'
import { useReference } from '../live/reference/reference-state.ts'
import { IconButton, Toggle } from '../ui/button.tsx'
import { MenuButton, type MenuEntry, useContextMenu } from '../ui/menu.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { linearScale, type ValueScale } from '../ui/value-scale.ts'
import {
  addReferenceOf,
  chooseReference,
  chooseReferenceFiles,
  moveReference,
  removeReference,
  renameReference,
  toggleReference,
  updateReference,
} from './reference-actions.ts'

const trimScale = linearScale({ min: -24, max: 24, format: (db) => formatDb(db), stepSize: 0.5 })

/** Seconds of a record as minutes and seconds; typed either way. */
function timeScale(seconds: number): ValueScale {
  const format = (value: number) => {
    const tenths = Math.round(value * 10)
    return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`
  }
  return {
    ...linearScale({ min: 0, max: seconds, format, stepSize: 1 }),
    parse: (text) => {
      const match = /^\s*(?:(\d+):)?(\d+(?:[.,]\d+)?)\s*s?\s*$/.exec(text)
      return match ? Number(match[1] ?? 0) * 60 + Number(match[2]!.replace(',', '.')) : null
    },
  }
}

/** Where a reference comes from. */
function addMenu(assets: readonly Asset[]): MenuEntry[] {
  const entries = assets.map(({ id, name }) => ({ id, label: name, run: () => void addReferenceOf(id) }))
  const files = { id: 'files', label: 'From a file…', run: chooseReferenceFiles }
  return entries.length === 0 ? [files] : [files, { id: 'project', label: 'Audio of this project', entries }]
}

function stateText(isChosen: boolean): string {
  const { status, fraction, error, integratedLufs, gainDb, isCapped } = useReference.getState()
  if (!isChosen) return ''
  if (status === 'loading') return `reading, ${Math.round(fraction * 100)} %`
  if (status === 'failed') return error ?? ''
  const match = gainDb === null ? 'matched when the mix was played' : `matched by ${formatDb(gainDb)}`
  return `${formatLevel(integratedLufs)} LUFS · ${match}${isCapped ? ', as loud as it can be' : ''}`
}

/** What can be done with one of the references. */
function referenceMenu(reference: Reference): MenuEntry[] {
  const { id } = reference
  return [
    { id: 'rename', label: 'Rename…', shortcut: 'F2', run: () => void renameReference(reference) },
    { id: 'up', label: 'Move up', shortcut: 'Alt+Up', run: () => moveReference(id, -1) },
    { id: 'down', label: 'Move down', shortcut: 'Alt+Down', run: () => moveReference(id, 1) },
    'separator',
    { id: 'remove', label: 'Remove', shortcut: 'Del', danger: true, run: () => removeReference(id) },
  ]
}

/** The same by key, on a reference that has the focus. Returns whether the key was one of them. */
function referenceKey(reference: Reference, { key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return false
  if (altKey && key === 'ArrowUp') moveReference(reference.id, -1)
  else if (altKey && key === 'ArrowDown') moveReference(reference.id, 1)
  else if (altKey) return false
  else if (key === 'F2') void renameReference(reference)
  else if (key === 'Delete') removeReference(reference.id)
  else return false
  return true
}

function ReferenceRow({ reference }: { reference: Reference }) {
  const openMenu = useContextMenu()
  // Everything that its text tells.
  useReference()
  const isChosen = useReference((state) => state.chosenId === reference.id)
  return (
    <li className="reference-row" data-chosen={isChosen || undefined} data-testid="reference">
      <button
        type="button"
        className="reference-name"
        aria-pressed={isChosen}
        data-tip={`${isChosen ? 'At hand' : 'Compare with it'}; F2 renames, Alt with the arrows moves it`}
        onClick={() => chooseReference(isChosen ? null : reference.id)}
        onContextMenu={(event) => openMenu(event, reference.name, referenceMenu(reference))}
        onKeyDown={(event) => {
          if (!referenceKey(reference, event)) return
          event.preventDefault()
          event.stopPropagation()
        }}
      >
        <span>{reference.name}</span>
        {isChosen && (
          <span className="reference-state" data-testid="reference-state">
            {stateText(isChosen)}
          </span>
        )}
      </button>
      <IconButton
        icon={Trash2}
        label={`Remove ${reference.name} from the references`}
        variant="quiet"
        onClick={() => removeReference(reference.id)}
      />
      {isChosen && <Passage reference={reference} />}
    </li>
  )
}

/** Trim and passage of the reference at hand, and whether it follows the song instead. */
function Passage({ reference }: { reference: Reference }) {
  const withSong = useReference((state) => state.withSong)
  const sampleRate = useSampleRate()
  const frames = useDocument((document) => document.assets[reference.assetId]?.frames ?? 0, 0)
  const seconds = frames / sampleRate
  const { id, trimDb, startFrame, endFrame } = reference
  const toFrames = (value: number) => Math.round(value * sampleRate)
  return (
    <div className="reference-passage">
      <span aria-hidden>Trim</span>
      <NumberField
        label={`Trim of ${reference.name}`}
        value={trimDb}
        scale={trimScale}
        onCommit={(value) => updateReference(id, { trimDb: value })}
      />
      <span aria-hidden>Loop</span>
      <NumberField
        label={`Start of the passage of ${reference.name}`}
        value={startFrame / sampleRate}
        scale={timeScale(seconds)}
        onCommit={(value) => updateReference(id, { startFrame: toFrames(value) })}
      />
      <span aria-hidden>–</span>
      <NumberField
        label={`End of the passage of ${reference.name}`}
        value={(endFrame ?? frames) / sampleRate}
        scale={timeScale(seconds)}
        onCommit={(value) => updateReference(id, { endFrame: toFrames(value) >= frames ? null : toFrames(value) })}
      />
      <Toggle
        className="wide"
        pressed={withSong}
        label="Play it from where the song is"
        onChange={(on) => player.reference.setWithSong(on)}
      >
        Sync
      </Toggle>
    </div>
  )
}

/** The switch between mix and reference, and the button that adds one. */
export function ReferenceTools() {
  const assets = useAssets()
  const hasAny = useReferences().length > 0
  const heard = useReference((state) => state.heard)
  return (
    <>
      {hasAny && (
        <Toggle
          className="wide"
          pressed={heard}
          label="Hear the reference in the mix’s place"
          shortcut={shortcutOf('reference') ?? ''}
          onChange={toggleReference}
        >
          {heard ? 'Reference' : 'Mix'}
        </Toggle>
      )}
      <MenuButton className="button-quiet" label="Add a reference" entries={() => addMenu(assets)}>
        <Plus size={14} aria-hidden />
      </MenuButton>
    </>
  )
}

/** The records to compare with, and which is at hand. */
export function ReferenceList() {
  const listed = useReferences()
  if (listed.length === 0)
    return <p className="reference-hint">A record to compare with plays as loud as your mix. It is in no bounce.</p>
  return (
    <ul className="reference-list">
      {listed.map((reference) => (
        <ReferenceRow key={reference.id} reference={reference} />
      ))}
    </ul>
  )
}

/** The references in the monitor's window. */
export function ReferenceSection() {
  return (
    <section className="references" aria-label="References">
      <div className="references-head">
        <span className="monitor-caption">References</span>
        <span className="spacer" />
        <ReferenceTools />
      </div>
      <ReferenceList />
    </section>
  )
}
