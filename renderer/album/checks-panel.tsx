import { Check, CircleX, Info, TriangleAlert } from 'lucide-react'
import type { Finding } from '../../shared/model/album-checks/finding.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument } from '../document/hooks.ts'
import { Button } from '../ui/button.tsx'
import { giveKeys } from '../ui/give-keys.ts'
import { placedNow } from './album-facts.ts'
import { useAlbumState } from './album-state.ts'
import { selectItems, setAlbumView } from './album-view.ts'
import { revealFrame } from './sequence-zoom.ts'

const icons = { error: CircleX, warning: TriangleAlert, hint: Info } as const
const severityNames = { error: 'Error', warning: 'Warning', hint: 'Hint' } as const

/** Shows where a finding is mended by hand. */
function goTo({ place }: Finding): void {
  switch (place.kind) {
    case 'record':
      setAlbumView({ tab: 'record', wantedField: place.field })
      return
    case 'cell':
      setAlbumView({ tab: 'titles', wantedCell: { itemId: place.itemId, field: place.field } })
      return
    case 'sequence': {
      selectItems([place.itemId])
      const placed = placedNow().find(({ itemId }) => itemId === place.itemId)
      if (placed) revealFrame(placed.startFrame + place.frame)
      giveKeys(`[data-block="${place.itemId}"]`, { preventScroll: true })
      return
    }
    case 'album':
      setAlbumView({ dialog: 'songs' })
  }
}

/** What stands between the album and its release, the worst first; a click goes to the place, a button mends it. */
export function ChecksPanel({ findings }: { findings: readonly Finding[] }) {
  const itemIds = useDocument((document) => Object.keys(document.albumItems).join(' '), '')
  const unmeasured = useAlbumState(
    ({ items }) => itemIds.split(' ').filter((id) => id !== '' && items[id]?.state !== 'fresh').length,
  )
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  return (
    <section className="album-panel" aria-label="Checks" data-testid="album-checks">
      <h2 className="album-panel-title">
        Checks
        <span className="album-muted" role="status">
          {findings.length === 0
            ? 'nothing to mend'
            : `${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`}
        </span>
      </h2>
      {findings.length === 0 && (
        <p className="check-none">
          <Check size={14} aria-hidden />
          {unmeasured === 0
            ? 'The record can go out.'
            : `Nothing to mend. The sound of ${unmeasured} ${unmeasured === 1 ? 'track' : 'tracks'} was not measured yet.`}
        </p>
      )}
      <ul className="check-list">
        {findings.map((finding) => {
          const Icon = icons[finding.severity]
          const { repair } = finding
          return (
            <li key={finding.id} data-severity={finding.severity} data-testid="finding" data-finding={finding.id}>
              <button
                type="button"
                className="check-go"
                data-tip={`${severityNames[finding.severity]}: go to the place`}
                onClick={() => goTo(finding)}
              >
                <Icon size={13} role="img" aria-label={severityNames[finding.severity]} />
                <span>
                  {finding.sentence} <em>{finding.reason}</em>
                </span>
              </button>
              {repair && (
                <Button className="check-repair" onClick={() => void documentStore.edit(repair.edit)}>
                  {repair.label}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
