import { Camera, EllipsisVertical, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Dialog, DialogTrigger, Popover, Button as PressButton } from 'react-aria-components'
import { type MixPart, type Snapshot, snapshotSlots } from '../../shared/model/document.ts'
import { snapshotsOfSong, trackOfStrip } from '../../shared/model/mix-state.ts'
import { shortcutOf } from '../app/commands.ts'
import { formatEntryTime } from '../app/entry-time.ts'
import { useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument, useDocumentState } from '../document/hooks.ts'
import { Button } from '../ui/button.tsx'
import { MenuButton, type MenuEntry } from '../ui/menu.tsx'
import { compareWith, copyFromSnapshot, recallSnapshot, saveSnapshot, useCompare } from './snapshot-actions.ts'
import { assignSlot } from './snapshot-slots.tsx'

const partNames: Record<MixPart, string> = {
  levels: 'levels and output',
  inserts: 'inserts',
  sends: 'sends',
  automation: 'automation',
}

/** Named mixes of the song on the page. */
export function SnapshotMenu() {
  return (
    <DialogTrigger>
      <PressButton className="button button-quiet snapshot-button" data-tip="Snapshots of the mix">
        <Camera size={14} aria-hidden /> Snapshots
      </PressButton>
      <Popover className="popover snapshot-popover" placement="bottom end" offset={4}>
        <Dialog className="history-panel" aria-label="Snapshots of the mix">
          <SnapshotPanel />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function SnapshotPanel() {
  const snapshots = useDocument((document, songId) => (document && songId ? document.snapshots : null), null)
  const listed = useDocumentState(({ document, songId }) => (document && songId ? songId : null))
  const { document } = documentStore.getState()
  const rows = snapshots && document && listed ? snapshotsOfSong(document, listed).toReversed() : []
  const [name, setName] = useState('')
  return (
    <>
      <form
        className="snapshot-save"
        onSubmit={(event) => {
          event.preventDefault()
          void saveSnapshot(name)
          setName('')
        }}
      >
        <input
          aria-label="Name of the new snapshot"
          placeholder={`Mix ${rows.length + 1}`}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button button-primary">
          Save
        </button>
      </form>
      {rows.length === 0 && <p className="snapshot-hint">A snapshot keeps every level, insert, send and curve.</p>}
      <ul className="snapshot-list">
        {rows.map((snapshot) => (
          <SnapshotRow key={snapshot.id} snapshot={snapshot} />
        ))}
      </ul>
      {rows.length > 0 && (
        <p className="snapshot-hint">
          <kbd>{shortcutOf('compareSnapshot')}</kbd> switches between the present mix and the last one used.
        </p>
      )}
    </>
  )
}

function SnapshotRow({ snapshot }: { snapshot: Snapshot }) {
  const [renaming, setRenaming] = useState(false)
  const history = useDocumentState((state) => state.history)
  const isHeard = useCompare((state) => state.snapshotId === snapshot.id && state.heard === history)
  return (
    <li className={`snapshot-row${isHeard ? ' snapshot-heard' : ''}`}>
      {renaming ? (
        <RenameField snapshot={snapshot} onDone={() => setRenaming(false)} />
      ) : (
        <span className="snapshot-name" data-tip={snapshot.name}>
          {snapshot.slot && <b className="snapshot-letter">{snapshot.slot}</b>}
          {snapshot.name}
          <time className="history-time">{formatEntryTime(Date.parse(snapshot.createdAt), Date.now())}</time>
        </span>
      )}
      <Button
        aria-pressed={isHeard}
        aria-label={`Compare with ${snapshot.name}`}
        data-tip={isHeard ? 'Back to the present mix' : 'Hear it in the place of the present mix'}
        onClick={() => void compareWith(snapshot)}
      >
        A/B
      </Button>
      <Button aria-label={`Recall ${snapshot.name}`} onClick={() => void recallSnapshot(snapshot)}>
        Recall
      </Button>
      <MenuButton label={`More of ${snapshot.name}`} entries={() => moreOf(snapshot, () => setRenaming(true))}>
        <EllipsisVertical size={14} aria-hidden />
      </MenuButton>
    </li>
  )
}

/** What can be copied to the selected track, or where none is selected that the snapshot knows to all of its tracks. */
function moreOf(snapshot: Snapshot, rename: () => void): MenuEntry[] {
  const { document } = documentStore.getState()
  if (!document) return []
  const { selectedTrackId } = useView.getState()
  const there = Object.keys(snapshot.state.strips).filter((id) => trackOfStrip(document, snapshot, id))
  const selected = there.find((id) => id === selectedTrackId)
  const owners = selected ? [selected] : there
  const whom = selected ? `“${document.tracks[selected]!.name}”` : 'all tracks'
  return [
    ...(['levels', 'inserts', 'sends', 'automation'] as const).map((part) => ({
      id: part,
      label: `Copy ${partNames[part]} to ${whom}`,
      disabled: owners.length === 0,
      run: () => copyFromSnapshot(snapshot, owners, [part]),
    })),
    {
      id: 'rack',
      label: 'Copy the mastering rack',
      run: () => copyFromSnapshot(snapshot, [snapshot.songId], ['inserts', 'automation']),
    },
    'separator',
    {
      id: 'slot',
      label: 'On button',
      entries: [
        ...snapshotSlots.map((slot) => ({
          id: slot,
          label: slot,
          checked: snapshot.slot === slot,
          run: () => assignSlot(snapshot.id, slot),
        })),
        { id: 'none', label: 'None', checked: snapshot.slot === null, run: () => assignSlot(snapshot.id, null) },
      ],
    },
    { id: 'rename', label: 'Rename', icon: Pencil, run: rename },
    {
      id: 'remove',
      label: 'Delete',
      icon: Trash2,
      danger: true,
      run: () => void documentStore.edit({ type: 'removeSnapshot', snapshotId: snapshot.id }),
    },
  ]
}

function RenameField({ snapshot, onDone }: { snapshot: Snapshot; onDone: () => void }) {
  const [name, setName] = useState(snapshot.name)
  const commit = () => {
    onDone()
    const trimmed = name.trim()
    if (trimmed !== '' && trimmed !== snapshot.name)
      void documentStore.edit({ type: 'renameSnapshot', snapshotId: snapshot.id, name: trimmed })
  }
  return (
    <input
      className="snapshot-rename"
      aria-label="Name of the snapshot"
      // biome-ignore lint/a11y/noAutofocus: it was opened to type a name.
      autoFocus
      value={name}
      maxLength={200}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setName(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        else if (event.key === 'Escape') onDone()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}
