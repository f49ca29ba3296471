import { AudioLines, Gauge, PanelBottom, PanelRight } from 'lucide-react'
import { useShallow } from 'zustand/react/shallow'
import { formatNumber } from '../../shared/model/units.ts'
import { useAnalysis } from '../analysis/analysis-view.ts'
import { useSampleRate } from '../document/hooks.ts'
import { player } from '../live/player.ts'
import { ClearLamps, StripWidthButton } from '../mix/console-tools.tsx'
import { LinkGroupsButton } from '../mix/link-groups-panel.tsx'
import { meterMenu } from '../mix/meter-menu.ts'
import { SnapshotMenu } from '../mix/snapshot-menu.tsx'
import { SnapshotSlots } from '../mix/snapshot-slots.tsx'
import { IconButton } from '../ui/button.tsx'
import { MenuButton } from '../ui/menu.tsx'
import { Select } from '../ui/select.tsx'
import { command, shortcutOf } from './commands.ts'
import { LiveText } from './live-text.tsx'
import { type FollowMode, followModes, pages, type SnapUnit, setView, snapUnits, useView } from './view-state.ts'

const pageNames = { arrange: 'Arrange', mix: 'Mix', master: 'Master', album: 'Album', bounce: 'Bounce' } as const
const snapNames: Record<SnapUnit, string> = {
  off: 'Off',
  bar: 'Bar',
  '1/2': '1/2',
  '1/4': '1/4',
  '1/8': '1/8',
  '1/16': '1/16',
}
const followNames: Record<FollowMode, string> = { off: 'Off', page: 'Page', centre: 'Centre' }

function engineText(): string {
  const { cpuShare, starvedRings } = player.stats()
  const cpu = cpuShare === null ? '' : ` · CPU ${Math.round(cpuShare * 100)} %`
  return starvedRings > 0 ? `${cpu} · ${starvedRings} dropouts` : cpu
}

/** The pages, and on Arrange how the timeline behaves. */
export function PageTabs() {
  const { page, snap, follow, dockOpen, inspectorOpen } = useView(
    useShallow((view) => ({
      page: view.page,
      snap: view.snap,
      follow: view.follow,
      dockOpen: view.dockOpen,
      inspectorOpen: view.inspectorOpen,
    })),
  )
  const sampleRate = useSampleRate()
  const analysisOpen = useAnalysis((view) => view.open)
  return (
    <div className="tab-bar">
      <nav className="tabs" aria-label="Pages">
        {pages.map((each, index) => (
          <button
            key={each}
            type="button"
            className="tab"
            aria-current={each === page ? 'page' : undefined}
            data-testid={`tab-${each}`}
            data-tip={`${pageNames[each]} (${index + 1})`}
            onClick={() => setView({ page: each })}
          >
            {pageNames[each]}
          </button>
        ))}
      </nav>
      <section className="tab-tools" aria-label="View">
        {page === 'arrange' && (
          <>
            <Select
              label="Snap"
              showLabel
              value={snap}
              options={snapUnits.map((value) => ({ value, label: snapNames[value] }))}
              onChange={(value) => setView({ snap: value })}
            />
            <Select
              label="Follow"
              showLabel
              value={follow}
              options={followModes.map((value) => ({ value, label: followNames[value] }))}
              onChange={(value) => setView({ follow: value })}
            />
          </>
        )}
        {page !== 'bounce' && (
          <>
            <ClearLamps shortcuts={{ solo: shortcutOf('clearSolos'), mute: shortcutOf('clearMutes') }} />
            <MenuButton
              className="button-quiet"
              label="Meters"
              tip="What the meters show"
              entries={meterMenu}
              testId="meter-menu"
            >
              <Gauge size={14} aria-hidden /> Meters
            </MenuButton>
          </>
        )}
        {(page === 'mix' || page === 'master') && (
          <>
            <IconButton
              icon={AudioLines}
              label={analysisOpen ? 'Hide the analysis' : 'Show the analysis'}
              shortcut={shortcutOf('analysis')}
              variant="quiet"
              aria-pressed={analysisOpen}
              data-testid="analysis-button"
              onClick={() => command('analysis').run()}
            />
            <SnapshotSlots />
            <SnapshotMenu />
          </>
        )}
        {page === 'mix' && (
          <>
            <LinkGroupsButton />
            <StripWidthButton place="page" shortcut={shortcutOf('stripWidth')} />
          </>
        )}
        <span className="engine-text">
          {formatNumber(sampleRate / 1000, 1).replace('.0', '')} kHz
          <LiveText testId="engine" read={engineText} />
        </span>
        {page === 'arrange' && (
          <>
            {dockOpen && <StripWidthButton place="dock" shortcut={shortcutOf('stripWidth')} />}
            <IconButton
              icon={PanelBottom}
              label={dockOpen ? 'Hide the mixer' : 'Show the mixer'}
              shortcut={shortcutOf('dock')}
              variant="quiet"
              aria-pressed={dockOpen}
              onClick={() => command('dock').run()}
            />
            <IconButton
              icon={PanelRight}
              label={inspectorOpen ? 'Hide the inspector' : 'Show the inspector'}
              shortcut={shortcutOf('inspector')}
              variant="quiet"
              aria-pressed={inspectorOpen}
              onClick={() => command('inspector').run()}
            />
          </>
        )}
      </section>
    </div>
  )
}
