import { ChevronDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { type RackStage, rackOfOwner } from '../../shared/model/rack.ts'
import { stageNames } from '../../shared/model/rack-preset.ts'
import { rackStretch } from '../../shared/model/rack-stretch.ts'
import { formatDb, formatNumber } from '../../shared/model/units.ts'
import { shortcutOf } from '../app/commands.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument } from '../document/hooks.ts'
import { listenTo, type Subject, toggleListening, useHeard } from '../live/audition.ts'
import { type Matched, matchLoudness, unmatched } from '../live/loudness-match.ts'
import { Toggle } from '../ui/button.tsx'
import { MenuButton, type MenuEntry } from '../ui/menu.tsx'
import { useStages } from './rack-hooks.ts'
import { useRackView } from './rack-view.ts'

/** The rack from a stage on, or the whole of it. */
function fromStage(ownerId: Id, from: RackStage | null): Subject {
  return { kind: 'rack', ownerId, from, to: null }
}

/** Hears what comes before the rack that is on the page, or before the stage that was chosen, and the master again. */
export function toggleBeforeAfter(): void {
  const { ownerId, before } = useRackView.getState()
  if (ownerId !== null) toggleListening(fromStage(ownerId, before), 'input')
}

export function hasRack(): boolean {
  return useRackView.getState().ownerId !== null
}

/** Compares before and after from now on, whether it is heard or not. */
function useMatched(ownerId: Id, from: RackStage | null): Matched {
  const [matched, setMatched] = useState(unmatched)
  const firstId = useDocument((document) => rackStretch(document, ownerId, from, null)?.firstId, undefined)
  const lastId = useDocument((document) => rackStretch(document, ownerId, from, null)?.lastId, undefined)
  useEffect(() => {
    setMatched(unmatched)
    if (firstId === undefined || lastId === undefined) return
    const match = matchLoudness({ firstId, lastId }, setMatched)
    return () => match.close()
  }, [firstId, lastId])
  return matched
}

function placeName(ownerId: Id, from: RackStage | null): string {
  const { document } = documentStore.getState()
  if (from === null || !document) return 'before the rack'
  const { stages } = rackOfOwner(document, ownerId)
  const index = stages.findIndex(({ stage }) => stage === from)
  return index <= 0 ? 'before the rack' : `after ${stageNames[stages[index - 1]!.stage]}`
}

/** One button for before and after, as loud as each other; and where "before" is. */
export function BeforeAfter({ ownerId }: { ownerId: Id }) {
  const before = useRackView((view) => view.before)
  const stages = useStages(ownerId)
  const subject = fromStage(ownerId, before)
  const heard = useHeard(subject) === 'input'
  const matched = useMatched(ownerId, before)
  const key = shortcutOf('beforeAfter')
  const place = placeName(ownerId, before)
  const choose = (from: RackStage | null) => {
    useRackView.setState({ before: from })
    if (heard) listenTo(fromStage(ownerId, from), 'input')
  }
  const entries = (): MenuEntry[] =>
    stages.map(({ stage }, index) => {
      const from = index === 0 ? null : stage
      return {
        id: stage,
        label: index === 0 ? 'Before the rack: the mix' : `After ${stageNames[stages[index - 1]!.stage]}`,
        checked: before === from || (index === 0 && before === stage),
        run: () => choose(from),
      }
    })
  const short =
    matched.shortDb >= 0.1 ? `, ${formatNumber(matched.shortDb, 1)} dB short of it: more of it would clip` : ''
  const match = `matched ${formatDb(Number(matched.gainDb.toFixed(1)))}`
  const written = heard ? `Before (${match})` : `Before / after (${match})`
  return (
    <span className="before-after" role="group" aria-label="Before and after">
      <Toggle
        className="before-after-toggle"
        pressed={heard}
        label={`${key ? `${key} ` : ''}${written}${short}: hear ${place}, as loud as the master`}
        data-tip={`${heard ? `You hear ${place}` : 'You hear the master'}; ${key ?? 'this button'} changes over, ${match}${short}`}
        data-testid="before-after"
        data-gain-db={matched.gainDb.toFixed(2)}
        onChange={toggleBeforeAfter}
      >
        {key && <kbd className="before-after-key">{key}</kbd>} {written}
      </Toggle>
      <MenuButton className="before-after-place" label={`Where before is: ${place}`} entries={entries}>
        {place} <ChevronDown size={12} aria-hidden />
      </MenuButton>
    </span>
  )
}
