import { Plus } from 'lucide-react'
import { memo } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { Id } from '../../shared/model/document.ts'
import { automateMenu } from '../automation/automate.ts'
import { lanesUnder } from '../automation/lanes.ts'
import { documentStore } from '../document/document-store.ts'
import { useTrack } from '../document/hooks.ts'
import { MenuButton } from '../ui/menu.tsx'
import { AutomationLaneView } from './automation-lane.tsx'
import { addLanePx } from './layout.ts'

/** A track's automation lanes, and below them the button that adds one. */
export const AutomationRows = memo(function AutomationRows({
  trackId,
  laneHeightPx,
}: {
  trackId: Id
  laneHeightPx: number
}) {
  const track = useTrack(trackId)
  const lanes = useStore(
    documentStore,
    useShallow(({ document }) => {
      const its = document?.tracks[trackId]
      return document && its ? lanesUnder(document, its) : []
    }),
  )
  if (!track) return null
  return (
    <div className="auto-rows" style={{ '--track': `var(--track-${track.colour})` } as React.CSSProperties}>
      {lanes.map((lane) => (
        <AutomationLaneView
          key={lane.id}
          lane={lane}
          trackName={track.name}
          colour={track.colour}
          heightPx={laneHeightPx}
        />
      ))}
      <div className="auto-add" style={{ height: addLanePx }}>
        <MenuButton label={`Automate… ${track.name}`} testId="automate" entries={() => automateMenu(track)}>
          <Plus size={11} aria-hidden />
          Automate…
        </MenuButton>
      </div>
    </div>
  )
})
