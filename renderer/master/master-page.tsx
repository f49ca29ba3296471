import { useEffect } from 'react'
import { renderSongSound, solveSongDrive } from '../bounce/bounce.ts'
import { useSong } from '../document/hooks.ts'
import { player } from '../live/player.ts'
import { MetersPanel } from './meters-panel.tsx'
import { Rack } from './rack.tsx'
import { MasterStrip } from './strip/master-strip.tsx'
import './master.css'

/** The song's mastering rack, and the meters of what is heard. */
export function MasterPage() {
  const song = useSong()

  // On this page the master is what one wants to hear.
  useEffect(() => player.setStage('master'), [])

  if (!song) return null
  return (
    <div className="master-page" data-testid="master-page">
      <div className="master-main">
        <MasterStrip song={song} />
        <Rack
          key={song.id}
          ownerId={song.id}
          title="Song rack"
          name={song.title}
          forecast={(request) => solveSongDrive({ ...request, songId: song.id })}
          render={(request) => renderSongSound({ ...request, songId: song.id })}
        />
      </div>
      <MetersPanel />
    </div>
  )
}
