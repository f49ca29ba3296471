/** A clock by which every edit is made a second after the one before. */
export function secondByEdit(): () => number {
  let time = 1_800_000_000_000
  return () => {
    time += 1000
    return time
  }
}
