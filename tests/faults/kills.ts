import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore } from '../../main/store/open-store.ts'
import { checkProject, type Kept } from './check-project.ts'
import { digestOf } from './digest.ts'
import { harm } from './harm.ts'
import { type Killed, killOne, someMoment } from './kill-round.ts'
import { type Kind, kinds } from './kinds.ts'
import { makeOldProject, makeProject, makeSounds } from './projects.ts'
import { below, seededRandom } from './random.ts'

// Kills the program again and again while it works, and looks each time whether anything is lost. The seed decides the work
// and the moments; what the system does in between it does not, so that a failure may need a few runs to come again.

const { values } = parseArgs({
  options: { kills: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
})
/** What `--only` names, or all. */
const chosen = kinds.filter((kind) => values.only === undefined || kind === values.only)
const wanted = Number(values.kills ?? 300)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const random = seededRandom(seed)
const folder = mkdtempSync(join(tmpdir(), 'mixwright-faults-'))
process.env.MIXWRIGHT_PROJECTS = join(folder, 'projects')
process.env.MIXWRIGHT_CONFIG = join(folder, 'config')

/** A project is worked on for so many kills before the next one is made. */
const killsOfProject = 25

interface Site {
  path: string
  kept: Kept
  kills: number
}

function digestOfProject(path: string): Kept {
  const store = openStore(path, false)
  const kept = { seq: store.seq, digest: digestOf(store.document) }
  store.close()
  return kept
}

const oldProject = join(folder, 'Old.mixwright')
makeOldProject(oldProject)
const migrated = join(folder, 'Migrated.mixwright')
cpSync(oldProject, migrated, { recursive: true })
const keptByMigration = digestOfProject(migrated)
const sounds = makeSounds(folder, random)
const sites = new Map<Kind, Site>()
let projects = 0

function siteOf(kind: Kind): Site {
  const site = sites.get(kind)
  // A migration happens once.
  if (site && site.kills < killsOfProject && kind !== 'migrate') return site
  if (site) rmSync(site.path, { recursive: true, force: true })
  const path = join(folder, `Project ${++projects}.mixwright`)
  if (kind === 'migrate') cpSync(oldProject, path, { recursive: true })
  else makeProject(path)
  const made: Site = { path, kept: kind === 'migrate' ? keptByMigration : digestOfProject(path), kills: 0 }
  sites.set(kind, made)
  return made
}

const counts = new Map<Kind, { kills: number; failed: number }>(kinds.map((kind) => [kind, { kills: 0, failed: 0 }]))

/** Kills one victim; what it was answered counts from now on. */
async function kill(kind: Kind, site: Site): Promise<Killed> {
  const start = { kind, path: site.path, seed: below(random, 2 ** 31), sounds }
  const killed = await killOne(start, someMoment(random))
  counts.get(kind)!.kills++
  site.kills++
  if (killed.kept) site.kept = killed.kept
  return killed
}

function fail(kind: Kind, what: string, faults: readonly string[]): void {
  counts.get(kind)!.failed++
  process.stdout.write(`FAILED: ${kind}, ${what}:\n${faults.map((fault) => `  ${fault}\n`).join('')}`)
}

async function round(kind: Kind): Promise<void> {
  const site = siteOf(kind)
  let killed = await kill(kind, site)
  const unanswered: string[] = []
  let what = `killed after “${killed.step}”`
  if (kind === 'restore' && killed.fault === null) {
    // What was not answered may be in the log, and is in the way of nothing: the next opening brings it back or not.
    const { asked } = killed
    what += `, then ${harm(site.path, random)}`
    killed = await kill(kind, site)
    if (!killed.kept && asked !== null) unanswered.push(asked)
    what += `, killed again after “${killed.step}”`
  }
  if (killed.fault !== null) {
    fail(kind, what, [killed.fault])
    sites.delete(kind)
    return
  }
  if (killed.asked !== null) unanswered.push(killed.asked)
  const { faults, now, notes } = await checkProject(site.path, site.kept, unanswered)
  if (kind !== 'restore') faults.push(...notes.filter((note) => note.includes('damaged')))
  faults.push(...notes.filter((note) => note.includes('could not be brought back')))
  site.kept = now
  if (faults.length === 0) return
  fail(kind, what, faults)
  // The next one begins on sound ground, and this one can be looked at.
  sites.delete(kind)
}

process.stdout.write(`Killing the program ${wanted} times, seed ${seed}.\n`)
const total = (field: 'kills' | 'failed') => [...counts.values()].reduce((sum, count) => sum + count[field], 0)
for (let index = 0; total('kills') < wanted; index++) await round(chosen[index % chosen.length]!)
for (const [kind, { kills, failed }] of counts)
  process.stdout.write(`${kind.padEnd(8)} ${String(kills).padStart(4)} kills, ${failed} failed\n`)
const failed = total('failed')
process.stdout.write(`${total('kills')} kills, ${failed} failed, seed ${seed}\n`)
if (failed === 0) rmSync(folder, { recursive: true, force: true })
else process.stdout.write(`The projects that failed are in ${folder}.\n`)
process.exitCode = failed === 0 ? 0 : 1
