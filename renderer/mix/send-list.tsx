import { Plus } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { memo } from 'react'
import type { Id, Send, Track } from '../../shared/model/document.ts'
import { sendChoices } from '../../shared/model/routing.ts'
import { sameTrack } from '../app/same-track.ts'
import { sendGesture } from '../app/strip-control.ts'
import { panScale } from '../app/strip-scales.ts'
import { selectTrack } from '../app/view-state.ts'
import { useAutomated } from '../automation/use-automated.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument, useSends } from '../document/hooks.ts'
import { Knob } from '../ui/knob.tsx'
import { type MenuEntry, MenuOpener, useContextMenu } from '../ui/menu.tsx'
import { faderScale } from '../ui/value-scale.ts'
import { type Dragged, dragSource, dropTarget } from './drag-reorder.ts'
import { addSend, leadToNewBus, moveSendBy, moveSendTo, removeSend, toggleSend, updateSend } from './send-actions.ts'

const DRAG_TYPE = 'application/x-mixwright-send'

/** The buses that are no loop, and a new one. */
function targetMenu(track: Track): MenuEntry[] {
  const { document } = documentStore.getState()
  const buses = document ? sendChoices(document, track.id) : []
  return [
    ...buses.map(({ id, name }) => ({ id, label: name, run: () => addSend(track.id, id) })),
    ...(buses.length > 0 ? (['separator'] as const) : []),
    { id: 'new', label: 'New bus and send to it', run: () => void leadToNewBus(track, 'send') },
  ]
}

function sendMenu(send: Send, more: readonly MenuEntry[]): MenuEntry[] {
  const { document } = documentStore.getState()
  const { targetId } = send
  return [
    { id: 'on', label: 'On', checked: send.on, run: () => toggleSend(send) },
    {
      id: 'post',
      label: 'Behind the fader',
      checked: send.tap === 'post',
      run: () => updateSend(send, { tap: 'post' }),
    },
    { id: 'pre', label: 'Before the fader', checked: send.tap === 'pre', run: () => updateSend(send, { tap: 'pre' }) },
    {
      id: 'target',
      label: 'Send to',
      entries: (document ? sendChoices(document, send.trackId) : []).map(({ id, name }) => ({
        id,
        label: name,
        checked: id === targetId,
        run: () => updateSend(send, { targetId: id }),
      })),
    },
    { id: 'go', label: 'Go to its bus', run: () => selectTrack(targetId) },
    'separator',
    { id: 'up', label: 'Move up', shortcut: 'Alt+↑', run: () => moveSendBy(send, -1) },
    { id: 'down', label: 'Move down', shortcut: 'Alt+↓', run: () => moveSendBy(send, 1) },
    ...more,
    'separator',
    { id: 'remove', label: 'Remove', shortcut: 'Del', danger: true, run: () => removeSend(send) },
  ]
}

function onSendKey(event: KeyboardEvent, send: Send): void {
  const { key, altKey } = event
  if (key === 'Delete' || key === 'Backspace') removeSend(send)
  else if (altKey && key === 'ArrowUp') moveSendBy(send, -1)
  else if (altKey && key === 'ArrowDown') moveSendBy(send, 1)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function sendDrop(trackId: Id, index: number) {
  return dropTarget(DRAG_TYPE, ({ ownerId, id }: Dragged) => {
    const send = documentStore.getState().document?.sends[ownerId]?.[id]
    if (send && ownerId === trackId) moveSendTo(send, index)
  })
}

interface SendRowProps {
  send: Send
  index: number
  trackName: string
  /** Room for the pan. */
  wide: boolean
}

function SendRow({ send, index, trackName, wide }: SendRowProps) {
  const { trackId, id: sendId, on, tap } = send
  const bus = useDocument((document) => document.tracks[send.targetId]?.name ?? '', '')
  const level = useAutomated(trackId, { kind: 'send', sendId, param: 'levelDb' })
  const pan = useAutomated(trackId, { kind: 'send', sendId, param: 'pan' })
  const onState = useAutomated(trackId, { kind: 'send', sendId, param: 'on' })
  const openMenu = useContextMenu()
  const name = `${trackName} to ${bus}`
  return (
    <div
      className="send-row"
      role="group"
      aria-label={`Send ${name}`}
      data-testid="send"
      data-bus={bus}
      data-off={!on || undefined}
      onContextMenu={(event) => openMenu(event, `Send ${name}`, sendMenu(send, onState.menu()))}
      {...sendDrop(trackId, index)}
    >
      <button
        type="button"
        className="send-on"
        aria-pressed={on}
        aria-label={`Send on, ${name}`}
        data-tip={`Send to ${bus}: ${on ? 'on' : 'off'}`}
        data-automation={onState.followed?.mode}
        onClick={() => toggleSend(send)}
      />
      <button
        type="button"
        className="send-name"
        aria-haspopup="menu"
        aria-label={`Send ${name}, ${tap === 'pre' ? 'before' : 'behind'} the fader`}
        data-tip={`Send to ${bus}, ${tap === 'pre' ? 'before' : 'behind'} the fader`}
        onClick={(event) => openMenu(event, `Send ${name}`, sendMenu(send, onState.menu()))}
        onKeyDown={(event) => onSendKey(event, send)}
        {...dragSource(DRAG_TYPE, { ownerId: trackId, id: sendId })}
      >
        {bus}
      </button>
      {tap === 'pre' && (
        <span className="send-pre" aria-hidden>
          pre
        </span>
      )}
      {wide && (
        <Knob
          label={`Send pan, ${name}`}
          value={send.pan}
          scale={panScale}
          defaultValue={0}
          origin={0}
          size={16}
          {...pan}
          {...sendGesture(trackId, sendId, 'pan')}
        />
      )}
      <Knob
        label={`Send level, ${name}`}
        value={send.levelDb}
        scale={faderScale}
        defaultValue={0}
        size={18}
        testId="send-level"
        {...level}
        {...sendGesture(trackId, sendId, 'levelDb')}
      />
    </div>
  )
}

/** A strip's sends from top to bottom, and a slot to add one. */
export const SendList = memo(
  function SendList({ track, wide }: { track: Track; wide: boolean }) {
    const sends = useSends(track.id)
    return (
      <div className="send-list" role="group" aria-label={`Sends, ${track.name}`} {...sendDrop(track.id, sends.length)}>
        {sends.map((send, index) => (
          <SendRow key={send.id} send={send} index={index} trackName={track.name} wide={wide} />
        ))}
        <MenuOpener
          className="slot-add"
          label={`Add a send to ${track.name}`}
          testId="send-add"
          entries={() => targetMenu(track)}
        >
          <Plus size={11} aria-hidden /> send
        </MenuOpener>
      </div>
    )
  },
  sameTrack('name', 'kind', 'songId'),
)
