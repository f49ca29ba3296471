import { current } from 'immer'
import type { Document, Id, Track } from '../document.ts'
import { feedsOfSong, findLoop, loopThrough } from '../routing.ts'
import { EditRefused, mustExist } from './refusal.ts'

/** Refuses a routing in which the sound of `track` would come back to it, and names the strips of the loop. */
export function refuseFeedback(draft: Document, track: Track): void {
  const feeds = feedsOfSong(current(draft), track.songId)
  // Hardly ever is there a loop, and looking for any is a walk over the ways; looking for one strip's is a walk for each.
  const loop = findLoop(feeds) && loopThrough(feeds, track.id)
  if (!loop) return
  const names = loop.map((id) => `"${draft.tracks[id]?.name ?? id}"`)
  throw new EditRefused(
    'rule',
    `"${track.name}" would feed itself: ${names.join(' → ')}.`,
    'Choose a destination that does not lead back to it.',
  )
}

/** Refuses a destination that is no bus or master of the track's own song, or, for a send, the master. */
export function checkDestination(draft: Document, track: Track, destinationId: Id, via: 'output' | 'send'): void {
  const destination = mustExist(draft.tracks[destinationId], 'track', destinationId)
  const fits = destination.kind === 'bus' || (destination.kind === 'master' && via === 'output')
  if (destination.songId !== track.songId || !fits)
    throw new EditRefused(
      'rule',
      `"${track.name}" cannot ${via === 'send' ? 'send to' : 'feed'} "${destination.name}".`,
      via === 'send' ? 'Choose a bus of the same song.' : 'Choose a bus or the master.',
    )
}
