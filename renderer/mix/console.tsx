import { useTracks } from '../document/hooks.ts'
import { Strip } from './strip.tsx'
import './mix.css'

/** All strips of the song: tracks and buses scroll, the master stays at the right. */
export function Console({ tall }: { tall: boolean }) {
  const tracks = useTracks()
  const masters = tracks.filter((track) => track.kind === 'master')
  const order = { audio: 0, bus: 1, master: 2 }
  const others = tracks.filter((track) => track.kind !== 'master').toSorted((a, b) => order[a.kind] - order[b.kind])
  return (
    <section className="console" data-tall={tall || undefined} aria-label="Mixer" data-testid="console">
      <div className="console-strips">
        {others.map((track) => (
          <Strip key={track.id} trackId={track.id} tall={tall} />
        ))}
      </div>
      {masters.map((track) => (
        <Strip key={track.id} trackId={track.id} tall={tall} />
      ))}
    </section>
  )
}
