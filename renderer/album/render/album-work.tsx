import { Button } from '../../ui/button.tsx'
import { useAlbumWork } from './album-renders.ts'

/** What is being rendered for the album, each piece with how far it is, and the way to stop it. */
export function AlbumWorkPanel() {
  const work = useAlbumWork((state) => state.work)
  if (!work) return null
  return (
    <section className="import-panel" aria-label="Album" data-testid="album-work">
      <header>
        <h2 role="status">{work.pieces.length > 0 ? 'Rendering the album' : 'Looking at the album'}</h2>
        <Button onClick={work.cancel}>Cancel</Button>
      </header>
      <ul>
        {work.pieces.map(({ id, label, fraction }) => (
          <li key={id} className="import-row" data-testid="album-piece">
            <span className="import-name">{label}</span>
            <span className="import-phase">{fraction === null ? '' : `${Math.floor(fraction * 100)} %`}</span>
            <progress max={1} {...(fraction !== null && { value: fraction })} aria-label={label} />
          </li>
        ))}
      </ul>
    </section>
  )
}
