import { CircleAlert, CircleDashed, Clock, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import type { Finding } from '../../shared/model/album-checks/finding.ts'
import { joinOf } from '../../shared/model/album-moves.ts'
import type { Id } from '../../shared/model/document.ts'
import { formatLevel, formatNumber } from '../../shared/model/units.ts'
import { useSampleRate } from '../document/hooks.ts'
import { formatTime } from '../document/musical-time.ts'
import { giveKeys } from '../ui/give-keys.ts'
import { useContextMenu } from '../ui/menu.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { setJoin, updateItem } from './album-actions.ts'
import type { PlacedItem } from './album-facts.ts'
import { type ItemState, unknownItem, useAlbumState } from './album-state.ts'
import { framesScale } from './album-time.ts'
import { useAlbumView } from './album-view.ts'
import { itemKeys, selectByHand } from './item-keys.ts'
import { itemMenu } from './item-menu.ts'
import { offsetScale } from './loudness-scales.ts'

const stateTexts: Record<ItemState['state'], string> = {
  none: 'not rendered',
  fresh: 'up to date',
  stale: 'out of date',
  rendering: 'rendering',
  failed: 'failed',
}

function StateCell({ itemId }: { itemId: Id }) {
  const { state, fraction } = useAlbumState((album) => album.items[itemId]) ?? unknownItem
  const text = state === 'rendering' && fraction !== null ? `${Math.round(fraction * 100)} %` : stateTexts[state]
  const Icon = state === 'none' ? CircleDashed : state === 'stale' ? Clock : state === 'failed' ? CircleAlert : null
  return (
    <span className="track-state" data-state={state}>
      {Icon && <Icon size={12} aria-hidden />}
      {text}
    </span>
  )
}

function Measured({ itemId, of }: { itemId: Id; of: 'lufs' | 'dbtp' | 'rangeLu' }) {
  const item = useAlbumState((album) => album.items[itemId]) ?? unknownItem
  const value = item[of]
  if (item.state === 'none' || value === null) return <>–</>
  return <>{of === 'rangeLu' ? formatNumber(value, 1) : formatLevel(value, 1)}</>
}

function focusRow(itemId: Id): void {
  giveKeys(`[data-track-name="${itemId}"]`)
}

interface RowProps {
  placed: PlacedItem
  index: number
  number: number | null
  findings: readonly Finding[]
}

const Row = memo(function Row({ placed, index, number, findings }: RowProps) {
  const { item, startFrame, endFrame, mostOverlap } = placed
  const sampleRate = useSampleRate()
  const isSelected = useAlbumView((view) => view.selectedIds.has(item.id))
  const hasKeys = useAlbumView((view) => view.activeId === item.id || (view.activeId === null && index === 0))
  const openMenu = useContextMenu()
  const name = item.title || 'Untitled'
  const worst = findings[0]
  return (
    <tr
      aria-selected={isSelected}
      data-testid="album-row"
      data-title={item.title}
      onPointerDown={(event) => {
        if (event.button === 0 && !(event.target as Element).closest('input')) selectByHand(item.id, event)
      }}
      onContextMenu={(event) => {
        if (!isSelected) selectByHand(item.id, { ctrlKey: false, metaKey: false, shiftKey: false })
        openMenu(event, `Menu of ${name}`, itemMenu(placed, index === 0))
      }}
    >
      <td className="track-number">{number ?? <abbr data-tip="Hidden: no number of its own">–</abbr>}</td>
      <th scope="row">
        <button
          type="button"
          className="track-name"
          data-track-name={item.id}
          aria-pressed={isSelected}
          tabIndex={hasKeys ? 0 : -1}
          onKeyDown={(event) => itemKeys(event, item.id, 'down', focusRow)}
        >
          {name}
        </button>
        {item.artist && <span className="track-artist">{item.artist}</span>}
      </th>
      <td className="track-figure">{formatTime(startFrame, sampleRate, 1)}</td>
      <td className="track-figure track-typed">
        {index === 0 ? (
          '–'
        ) : (
          <NumberField
            label={`Gap before ${name}`}
            testId="row-gap"
            value={joinOf(item)}
            scale={framesScale(sampleRate, -mostOverlap, 600 * sampleRate)}
            onCommit={(frames) => setJoin(item.id, frames)}
          />
        )}
      </td>
      <td className="track-figure">{formatTime(endFrame - startFrame, sampleRate, 1)}</td>
      <td className="track-figure">
        <Measured itemId={item.id} of="lufs" />
      </td>
      <td className="track-figure track-typed">
        <NumberField
          label={`Loudness offset of ${name}`}
          testId="row-offset"
          value={item.loudnessOffsetDb}
          scale={offsetScale}
          onCommit={(loudnessOffsetDb) => updateItem(item.id, { loudnessOffsetDb })}
        />
      </td>
      <td className="track-figure">
        <Measured itemId={item.id} of="dbtp" />
      </td>
      <td className="track-figure">
        <Measured itemId={item.id} of="rangeLu" />
      </td>
      <td>
        <StateCell itemId={item.id} />
      </td>
      <td>
        {worst && (
          <span className="track-finding" data-severity={worst.severity} data-tip={`${worst.sentence} ${worst.reason}`}>
            <TriangleAlert size={13} aria-hidden />
            <span className="visually-hidden">{worst.sentence}</span>
            {findings.length > 1 && findings.length}
          </span>
        )}
      </td>
    </tr>
  )
})

const columns = ['#', 'Title', 'Begins', 'Gap', 'Length', 'LUFS', 'Offset', 'dBTP', 'LU', 'State', ''] as const
const tips: Partial<Record<(typeof columns)[number], string>> = {
  Gap: 'Silence before the track; below 0 it overlaps the one before',
  LUFS: 'Integrated loudness behind the song’s own rack',
  Offset: 'Against the loudness of the album',
  dBTP: 'True peak behind the song’s own rack',
  LU: 'Loudness range',
  State: 'Whether what is known is of the song as it is now',
}

interface TrackListProps {
  placed: readonly PlacedItem[]
  numbers: ReadonlyMap<Id, number | null>
  findings: readonly Finding[]
}

const none: readonly Finding[] = []

/** The same tracks as in the sequence, with their figures. */
export function TrackList({ placed, numbers, findings }: TrackListProps) {
  const byItem = Map.groupBy(findings, ({ place }) => ('itemId' in place ? place.itemId : ''))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className="album-scroll" aria-label="Tracks" tabIndex={0}>
      <table className="track-table" data-testid="album-tracks">
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" data-tip={tips[name]}>
                {name === '' ? <span className="visually-hidden">Warnings</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {placed.map((each, index) => (
            <Row
              key={each.itemId}
              placed={each}
              index={index}
              number={numbers.get(each.itemId) ?? null}
              findings={byItem.get(each.itemId) ?? none}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}
