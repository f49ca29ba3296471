import { Disc3, Play, RefreshCw, Square } from 'lucide-react'
import { command, shortcutOf } from '../../app/commands.ts'
import { IconButton } from '../../ui/button.tsx'
import { leaveAlbum, useHeardAlbum } from './album-play.ts'
import { useAlbumWork } from './album-renders.ts'

/** Hearing, rendering and writing the whole album. */
export function AlbumButtons({ isEmpty }: { isEmpty: boolean }) {
  const isHeard = useHeardAlbum((state) => state.album !== null)
  const isBusy = useAlbumWork((state) => state.work !== null)
  const off = isEmpty || isBusy
  return (
    <>
      {isHeard ? (
        <IconButton icon={Square} label="Go back from the album to the song" variant="quiet" onClick={leaveAlbum} />
      ) : (
        <IconButton
          icon={Play}
          label="Play the album"
          shortcut={shortcutOf('playAlbum')}
          variant="quiet"
          disabled={off}
          onClick={() => command('playAlbum').run()}
        />
      )}
      <IconButton
        icon={RefreshCw}
        label="Render what is stale of the album"
        variant="quiet"
        disabled={off}
        onClick={() => command('renderAlbum').run()}
      />
      <IconButton
        icon={Disc3}
        label="Bounce the album…"
        variant="quiet"
        disabled={off}
        onClick={() => command('bounceAlbum').run()}
      />
    </>
  )
}
