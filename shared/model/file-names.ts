/** Which file means which track or audio, by what both are called. */

const audioEnding = /\.(wave?|bwf|w64|rf64|aiff?|aifc|flac|mp3|og[ga]|opus|m4[ab]|mp4|aac)$/i
/** "01 Kick", "1. Kick", "01-Kick": one or two digits, so that an 808 stays one. */
const numbering = /^\d{1,2}[\s._)-]+(?=\S)/
/** What a revision adds behind the name: "_v2", " (1)", "-take3", " copy", "_final", "-bip" and the like. */
const revision =
  /[\s._-]*(?:\(\d+\)|(?<=[\s._-])(?:(?:v|ver|version|rev|revision|r|take|tk|mix|edit|bounce|print)[\s._-]?\d+|copy(?:[\s._-]?\d+)?|final|new|revised|updated|bounced|bip|print))$/i

function withoutEnding(name: string): string {
  return name.trim().replace(audioEnding, '')
}

function plain(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s._-]+/g, ' ')
    .trim()
}

/** A name without the suffixes of revisions; a name that is nothing else stays. */
function withoutRevision(name: string): string {
  for (let rest = name; ; ) {
    const shorter = rest.replace(revision, '').trim()
    if (shorter === '' || shorter === rest) return rest
    rest = shorter
  }
}

/** A name as it is compared, from the strictest reading to the most lenient. */
const readings: readonly ((name: string) => string)[] = [
  (name) => plain(withoutEnding(name)),
  (name) => plain(withoutRevision(withoutEnding(name))),
  (name) => plain(withoutRevision(withoutEnding(name).replace(numbering, ''))),
]

/** Something that has a name and can be meant by a file: a track, or audio. */
export interface NamedTarget<Key> {
  key: Key
  name: string
}

/**
 * The target each file means, by index of the file: the same name, whatever its case, ending, numbering and suffixes of
 * revisions such as "_v2", " (1)" and "-take3". A target is meant once, by the file whose name is nearest and which stands
 * first. Files that mean nothing are not in the map.
 */
export function matchByName<Key>(
  fileNames: readonly string[],
  targets: readonly NamedTarget<Key>[],
): ReadonlyMap<number, Key> {
  const matches = new Map<number, Key>()
  const taken = new Set<NamedTarget<Key>>()
  for (const read of readings) {
    const free = Map.groupBy(
      targets.filter((target) => !taken.has(target)),
      ({ name }) => read(name),
    )
    for (const [index, fileName] of fileNames.entries()) {
      const target = matches.has(index) ? undefined : free.get(read(fileName))?.shift()
      if (!target) continue
      matches.set(index, target.key)
      taken.add(target)
    }
  }
  return matches
}
