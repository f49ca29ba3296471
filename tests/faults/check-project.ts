import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { createApi, type MainApi } from '../../main/api/api.ts'
import { startPoolHash } from '../../main/pool/pool-hash.ts'
import type { OpenedProject } from '../../shared/contract/api.ts'
import { decodePeaks } from '../../shared/formats/peaks.ts'
import { poolDataOffset, poolFileHeader } from '../../shared/formats/pool-file.ts'
import { checkDocument } from '../../shared/model/check-document.ts'
import { digestOf } from './digest.ts'

/** A change that was answered, and the digest of the document after it. */
export interface Kept {
  seq: number
  digest: string
}

export interface Checked {
  /** Sentences on what is wrong; none where all is well. */
  faults: string[]
  /** What the project holds now. */
  now: Kept
  /** What the opening told the user. */
  notes: string[]
}

const nothing = new Uint8Array()

/**
 * Opens a project as the program does after it was killed and looks whether everything is there that was answered, and
 * nothing half. `asked` is what had been asked for and not been answered, one thing by each program that was killed: each may
 * be there or not.
 */
export async function checkProject(path: string, kept: Kept, asked: readonly string[]): Promise<Checked> {
  const faults: string[] = []
  const api = createApi({ emit: () => {}, shell: { kind: 'loopback' } })
  let opened: OpenedProject
  try {
    opened = await api.handlers['project.open']({ path }, nothing)
  } catch (error) {
    return { faults: [`It does not open: ${(error as Error).message}`], now: kept, notes: [] }
  }
  const digest = digestOf(opened.document)
  const more = opened.seq - kept.seq
  if (more > 0 && more <= asked.length) faults.push(...(await missingBehind(api, asked, more, kept)))
  else if (more !== 0) faults.push(`It is at change ${opened.seq}, but ${kept.seq} was answered.`)
  else if (digest !== kept.digest) faults.push(`Change ${kept.seq} is not as it was answered.`)
  const { document } = api.currentProject()!
  faults.push(...checkDocument(document))
  for (const { name, poolHash } of Object.values(document.assets))
    if (!existsSync(join(path, 'audio', `${poolHash}.wav`))) faults.push(`The sound of “${name}” is missing.`)
  faults.push(...faultsOfSounds(path), ...faultsOfRenders(path), ...leftovers(path))
  const { project } = await api.handlers['project.current']({}, nothing)
  const now = { seq: project!.seq, digest: digestOf(document) }
  await api.close()
  faults.push(...faultsOfDatabase(path))
  return { faults, now, notes: opened.notes }
}

/** Takes what was not answered back, under which the project must be as it was answered, and brings it back again. */
async function missingBehind(
  { handlers, currentProject }: MainApi,
  asked: readonly string[],
  more: number,
  kept: Kept,
): Promise<string[]> {
  // One of several is there: it is not known whose.
  const candidates = more === asked.length ? [asked] : asked.map((one) => [one])
  for (const candidate of candidates) {
    const steps = candidate.map((one) =>
      one === 'undo' ? (['edit.redo', 'edit.undo'] as const) : (['edit.undo', 'edit.redo'] as const),
    )
    const gone: (typeof steps)[number][1][] = []
    for (const [back, forth] of steps.toReversed()) if (await handlers[back]({}, nothing)) gone.unshift(forth)
    const isThere = digestOf(currentProject()!.document) === kept.digest
    for (const forth of gone) await handlers[forth]({}, nothing)
    if (isThere) return []
  }
  return [`Change ${kept.seq} is not as it was answered, under ${more} that ${more === 1 ? 'was' : 'were'} not.`]
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
}

function stem(path: string): string {
  return basename(path).replace(/\.[^.]*$/, '')
}

function faultsOfSounds(path: string): string[] {
  const faults: string[] = []
  for (const file of filesIn(join(path, 'audio'))) {
    if (!isWholeSound(readFileSync(file), stem(file))) faults.push(`${file} is not whole.`)
    if (!existsSync(join(path, 'peaks', `${stem(file)}.dat`))) faults.push(`${file} has no peaks.`)
  }
  for (const file of filesIn(join(path, 'peaks')))
    try {
      decodePeaks(readFileSync(file))
    } catch {
      faults.push(`${file} is not whole.`)
    }
  for (const file of filesIn(join(path, 'originals')))
    if (createHash('sha256').update(readFileSync(file)).digest('hex') !== stem(file))
      faults.push(`${file} is not whole.`)
  return faults
}

/** A sound of the pool says by its name what it holds, and by its header how much. */
function isWholeSound(bytes: Buffer, name: string): boolean {
  const sound = bytes.subarray(poolDataOffset)
  return ([1, 2] as const).some((channels) => {
    const header = poolFileHeader(channels, 48000, sound.length / 4 / channels)
    return (
      bytes.subarray(0, poolDataOffset).equals(header) &&
      startPoolHash(channels, 48000).update(sound).digest('hex') === name
    )
  })
}

function faultsOfRenders(path: string): string[] {
  return filesIn(join(path, 'renders'))
    .filter((file) => !basename(file).startsWith('.'))
    .filter((file) => {
      const bytes = readFileSync(file)
      return bytes.length <= 44 || bytes.readUInt32LE(4) + 8 !== bytes.length
    })
    .map((file) => `${file} is not whole.`)
}

const temporary = /(^|\/)(\.import-|\.new-|\.recovering-|\.[^/]*\.rendering-|incoming(\/|$))/

function leftovers(path: string): string[] {
  return (readdirSync(path, { recursive: true }) as string[])
    .filter((name) => temporary.test(name) && !name.startsWith('damaged'))
    .map((name) => `${name} was left lying about.`)
}

function faultsOfDatabase(path: string): string[] {
  const db = new Database(join(path, 'project.db'), { readonly: true })
  try {
    const verdict = String(db.pragma('integrity_check', { simple: true }))
    return verdict === 'ok' ? [] : [verdict]
  } finally {
    db.close()
  }
}
