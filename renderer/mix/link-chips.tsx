import { memo } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { useLinkGroups } from '../document/hooks.ts'
import { MenuOpener } from '../ui/menu.tsx'
import { groupMenu, linkedText } from './link-actions.ts'

/** The groups a strip is linked in, as chips that open what can be done to them. */
export const LinkChips = memo(function LinkChips({ trackId, trackName }: { trackId: Id; trackName: string }) {
  const groups = useLinkGroups(trackId)
  return (
    <div className="link-chips">
      {groups.map((group) => (
        <span
          key={group.id}
          className="link-chip"
          data-rests={!group.on || undefined}
          style={{ '--chip-colour': `var(--track-${group.colour})` } as React.CSSProperties}
        >
          <MenuOpener
            label={`${trackName} is linked in ${group.name}: ${linkedText(group)}`}
            tip={`${group.name}: ${linkedText(group)}. Ctrl or Alt moves a strip alone`}
            testId="link-chip"
            entries={() => groupMenu(group, trackId)}
          >
            {group.name}
          </MenuOpener>
        </span>
      ))}
    </div>
  )
})
