import { Button } from '../../ui/button.tsx'
import { useAlbumWork } from './album-renders.ts'

/** What is being rendered for the album, and the way to stop it. */
export function AlbumWorkPanel() {
  const work = useAlbumWork((state) => state.work)
  if (!work) return null
  return (
    <section className="import-panel" aria-label="Album" data-testid="album-work">
      <header>
        <h2 role="status">{work.label}</h2>
        <Button onClick={work.cancel}>Cancel</Button>
      </header>
      <ul>
        <li className="import-row">
          <progress max={1} value={work.fraction} aria-label={work.label} />
        </li>
      </ul>
    </section>
  )
}
