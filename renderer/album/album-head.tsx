import { FileAudio, ListMusic, Maximize2, Plus, ZoomIn, ZoomOut } from 'lucide-react'
import { DISC_SECONDS } from '../../shared/model/album-checks/disc-checks.ts'
import type { Album } from '../../shared/model/document.ts'
import { shortcutOf } from '../app/commands.ts'
import { useDocument, useSampleRate } from '../document/hooks.ts'
import { formatTime } from '../document/musical-time.ts'
import { IconButton } from '../ui/button.tsx'
import { MenuButton } from '../ui/menu.tsx'
import { updateAlbum } from './album-actions.ts'
import type { PlacedItem } from './album-facts.ts'
import { chooseAlbumFiles } from './album-import.ts'
import { setAlbumView } from './album-view.ts'
import { AlbumButtons } from './render/album-buttons.tsx'
import { fitSequence, zoomSequence } from './sequence-zoom.ts'

/** How full a compact disc is. */
function DiscMeter({ frames }: { frames: number }) {
  const sampleRate = useSampleRate()
  const share = frames / (DISC_SECONDS * sampleRate)
  const left = DISC_SECONDS * sampleRate - frames
  const text =
    left >= 0
      ? `${formatTime(left, sampleRate, 0)} left on a CD`
      : `${formatTime(-left, sampleRate, 0)} more than a CD holds`
  return (
    <span className="disc" data-over={left < 0 || undefined} data-tip={`A CD holds 79:57. ${text}.`}>
      <span className="disc-bar" aria-hidden>
        <i style={{ width: `${Math.min(1, share) * 100}%` }} />
      </span>
      <span data-testid="album-disc">{text}</span>
    </span>
  )
}

/** The album's name, its length and what there is to do with the sequence. */
export function AlbumHead({ placed }: { placed: readonly PlacedItem[] }) {
  const album = useDocument<Album | null>((document) => document.album, null)
  const sampleRate = useSampleRate()
  if (!album) return null
  const frames = Math.max(0, ...placed.map(({ endFrame }) => endFrame))
  const tracks = placed.filter(({ item }) => !item.hidden).length
  return (
    <header className="album-head">
      <h1 className="album-title">{album.title || 'Untitled album'}</h1>
      {album.artist && <span className="album-muted">{album.artist}</span>}
      <span className="album-total" data-testid="album-total">
        {formatTime(frames, sampleRate, 0)}
      </span>
      <span className="album-muted">
        {tracks} {tracks === 1 ? 'track' : 'tracks'}
        {placed.length > tracks && ` and ${placed.length - tracks} hidden`}
      </span>
      <DiscMeter frames={frames} />
      <label className="check-field" data-tip="Every track begins on a sector of a compact disc, 1/75 s">
        <input
          type="checkbox"
          checked={album.sectorAligned}
          onChange={(event) => updateAlbum({ sectorAligned: event.target.checked })}
        />
        CD sectors
      </label>
      <span className="spacer" />
      <AlbumButtons isEmpty={placed.length === 0} />
      <IconButton
        icon={ZoomOut}
        label="Zoom out"
        shortcut={shortcutOf('zoomOut')}
        variant="quiet"
        onClick={() => zoomSequence(1 / 1.5)}
      />
      <IconButton
        icon={ZoomIn}
        label="Zoom in"
        shortcut={shortcutOf('zoomIn')}
        variant="quiet"
        onClick={() => zoomSequence(1.5)}
      />
      <IconButton
        icon={Maximize2}
        label="Fit the album"
        shortcut={shortcutOf('fit')}
        variant="quiet"
        onClick={fitSequence}
      />
      <MenuButton
        className="button-primary"
        label="Add to the album"
        testId="album-add"
        entries={() => [
          {
            id: 'songs',
            label: 'Songs of this project…',
            icon: ListMusic,
            run: () => setAlbumView({ dialog: 'songs' }),
          },
          { id: 'files', label: 'Masters or mixes from files…', icon: FileAudio, run: chooseAlbumFiles },
        ]}
      >
        <Plus size={14} aria-hidden /> Add
      </MenuButton>
    </header>
  )
}
