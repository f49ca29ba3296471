import type { DemoSong } from './demo-song.ts'
import { harbourLights } from './songs/harbour-lights.ts'
import { nightTrains } from './songs/night-trains.ts'
import { paperBoats } from './songs/paper-boats.ts'

export const demoAlbumTitle = 'Night Trains'

/** The demo album's songs in running order. */
export const demoSongs: readonly DemoSong[] = [harbourLights, nightTrains, paperBoats]
