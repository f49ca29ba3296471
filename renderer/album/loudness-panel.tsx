import { destinations } from '../../shared/measure/destinations.ts'
import type { Album } from '../../shared/model/document.ts'
import { formatNumber } from '../../shared/model/units.ts'
import { useDocument } from '../document/hooks.ts'
import { MenuButton } from '../ui/menu.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Select } from '../ui/select.tsx'
import { updateAlbum } from './album-actions.ts'
import type { PlacedItem } from './album-facts.ts'
import { useAlbumState } from './album-state.ts'
import { ceilingScale, targetScale } from './loudness-scales.ts'
import { SpreadChart } from './spread-chart.tsx'

const modes: readonly { value: Album['loudnessMode']; label: string }[] = [
  { value: 'distance', label: 'Keep the distance of the songs' },
  { value: 'equal', label: 'All songs equally loud' },
  { value: 'own', label: 'Each as its own master is' },
]
const LOUDEST = '(loudest)'
/** Where an album can go, as far as it asks for a loudness. */
const places = destinations({ lufs: -14, ceilingDbtp: -1 }).filter(({ id, lufs }) => lufs !== null && id !== 'custom')
/** What an album without a target gets when one is wanted. */
const USUAL_TARGET_LUFS = -14

/** How loud the album is to be, and its songs against each other. */
export function LoudnessPanel({ placed }: { placed: readonly PlacedItem[] }) {
  const album = useDocument<Album | null>((document) => document.album, null)
  const states = useAlbumState((state) => state.items)
  if (!album) return null
  const measured = placed.flatMap(({ item }, index) => {
    const lufs = states[item.id]?.lufs ?? null
    return lufs === null ? [] : [{ index, title: item.title, lufs: lufs + item.loudnessOffsetDb }]
  })
  const levels = measured.map(({ lufs }) => lufs)
  const spread = levels.length > 1 ? Math.max(...levels) - Math.min(...levels) : null
  return (
    <section className="album-panel" aria-label="Loudness of the album" data-testid="album-loudness">
      <h2 className="album-panel-title">
        Loudness
        <MenuButton
          className="button-quiet album-destination"
          label="For a destination"
          tip="Takes target and ceiling from a destination"
          testId="album-destination"
          entries={() =>
            places.map(({ id, name, lufs, ceilingDbtp }) => ({
              id,
              label: `${name}: ${targetScale.format(lufs!)}, ${ceilingScale.format(ceilingDbtp)}`,
              checked: lufs === album.targetLufs && ceilingDbtp === album.ceilingDbtp,
              run: () => updateAlbum({ targetLufs: lufs, ceilingDbtp }),
            }))
          }
        >
          For a destination
        </MenuButton>
      </h2>
      <div className="item-rows">
        <Select
          label="Songs against each other"
          value={album.loudnessMode}
          options={modes}
          onChange={(loudnessMode) => updateAlbum({ loudnessMode })}
          testId="album-mode"
        />
        {album.loudnessMode === 'distance' && (
          <span
            className="item-row"
            data-tip="The track that is brought to the target; the others keep their distance to it"
          >
            <span>Anchor</span>
            <Select
              label="Anchor"
              value={album.anchorItemId ?? LOUDEST}
              options={[
                { value: LOUDEST, label: 'The loudest' },
                ...placed.map(({ item }) => ({ value: item.id, label: item.title || 'Untitled' })),
              ]}
              onChange={(value) => updateAlbum({ anchorItemId: value === LOUDEST ? null : value })}
              testId="album-anchor"
            />
          </span>
        )}
        <div className="item-pair">
          <span className="item-row">
            <label className="check-field">
              <input
                type="checkbox"
                checked={album.targetLufs !== null}
                onChange={(event) => updateAlbum({ targetLufs: event.target.checked ? USUAL_TARGET_LUFS : null })}
              />
              Target
            </label>
            {album.targetLufs === null ? (
              <span className="album-muted">none</span>
            ) : (
              <NumberField
                label="Target loudness of the album"
                className="item-field"
                testId="album-target"
                value={album.targetLufs}
                scale={targetScale}
                onCommit={(targetLufs) => updateAlbum({ targetLufs })}
              />
            )}
          </span>
          <span className="item-row" data-tip="True peak of the last limiter, at the rate of delivery">
            <span>Ceiling</span>
            <NumberField
              label="Ceiling of the album"
              className="item-field"
              testId="album-ceiling"
              value={album.ceilingDbtp}
              scale={ceilingScale}
              onCommit={(ceilingDbtp) => updateAlbum({ ceilingDbtp })}
            />
          </span>
        </div>
      </div>
      {measured.length > 0 ? (
        <>
          <SpreadChart
            tracks={measured}
            targetLufs={album.targetLufs}
            anchorIndex={placed.findIndex(({ itemId }) => itemId === album.anchorItemId)}
          />
          {spread !== null && (
            <p className="album-muted">{formatNumber(spread, 1)} LU between the loudest and the quietest</p>
          )}
        </>
      ) : (
        <p className="album-muted">Nothing has been measured yet.</p>
      )}
    </section>
  )
}
