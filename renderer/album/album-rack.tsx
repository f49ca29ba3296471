import { useDocument } from '../document/hooks.ts'
import { Rack } from '../master/rack.tsx'

/** What the whole album goes through. A render finds the drive of its last limiter for each track. */
export function AlbumRack() {
  const albumId = useDocument((document) => document.album.id, '')
  const title = useDocument((document) => document.album.title, '')
  return (
    <section className="album-rack" aria-label="Album rack" data-testid="album-rack">
      <Rack key={albumId} ownerId={albumId} title="Album rack" name={title} />
    </section>
  )
}
