import type { Track } from '../../shared/model/document.ts'

/** For `memo`: a part of a strip is drawn anew only when one of these fields of its track, or another of its props, is another one. */
export function sameTrack<P extends { track: Track }>(...fields: readonly (keyof Track)[]) {
  return (before: P, after: P): boolean =>
    before.track.id === after.track.id &&
    fields.every((field) => before.track[field] === after.track[field]) &&
    Object.keys(after).every((key) => key === 'track' || before[key as keyof P] === after[key as keyof P])
}
