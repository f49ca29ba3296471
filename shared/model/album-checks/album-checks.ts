import { discFindings } from './disc-checks.ts'
import type { AlbumFacts, Finding } from './finding.ts'
import { joinFindings } from './join-checks.ts'
import { soundFindings } from './sound-checks.ts'
import { textFindings } from './text-checks.ts'

const ranks = { error: 0, warning: 1, hint: 2 } as const

/** Everything that stands between the album and its release, the worst first. An album without tracks has only that to be told. */
export function albumFindings(facts: AlbumFacts): Finding[] {
  if (facts.items.length === 0)
    return [
      {
        id: 'empty',
        severity: 'error',
        place: { kind: 'album' },
        sentence: 'There is nothing on the album yet.',
        reason: 'Add songs of the project, finished masters or mixes.',
        repair: null,
      },
    ]
  const found = [...joinFindings(facts), ...discFindings(facts), ...textFindings(facts), ...soundFindings(facts)]
  return found.sort((a, b) => ranks[a.severity] - ranks[b.severity])
}
