import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { editsFolder } from './project-folder.ts'
import type { LoggedChange } from './replay.ts'

// The log is a row of segments, in the order in which they were begun. A line is the CRC-32 of its JSON in hexadecimal, a
// blank and the JSON. A segment's first line tells whose it is and after which change it begins; every other is a change.

/** What the first line of a segment says. */
export interface SegmentHead {
  format: typeof segmentFormat
  projectId: string
  /** Format of the database the changes were made in. */
  version: number
  /** Number of the change before the segment's first; higher numbers in segments before it do not stand. */
  after: number
}

export interface Segment {
  path: string
  /** Segments count on by one. */
  place: number
  after: number
}

export const segmentFormat = 'mixwright.edits/1'
const segmentName = /^(\d{6,})-after-(\d+)\.jsonl$/

export function segmentPath(projectFolder: string, place: number, after: number): string {
  return join(projectFolder, editsFolder, `${String(place).padStart(6, '0')}-after-${after}.jsonl`)
}

/** In the order in which they were begun. */
export function listSegments(projectFolder: string): Segment[] {
  const folder = join(projectFolder, editsFolder)
  return namesIn(folder)
    .flatMap((name) => {
      const match = segmentName.exec(name)
      return match ? [{ path: join(folder, name), place: Number(match[1]), after: Number(match[2]) }] : []
    })
    .sort((a, b) => a.place - b.place)
}

/** Names in a folder; none where there is no folder. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}

export function logLine(content: object): string {
  const json = JSON.stringify(content)
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`
}

export interface ReadLog {
  /** The changes that follow on the asked one without a gap. */
  changes: LoggedChange[]
  /** How many changes behind those cannot be brought back: their lines are unreadable, or behind one that is. */
  unusable: number
}

/** What a project's log tells after a change. A line that was being written when the program ended is no line. */
export function readLog(projectFolder: string, projectId: string, after: number): ReadLog {
  const segments = listSegments(projectFolder)
  let told: LoggedChange[] = []
  let unreadable: number[] = []
  for (const [index, segment] of segments.entries()) {
    if ((segments[index + 1]?.after ?? Number.POSITIVE_INFINITY) <= after) continue
    const { head, changes, bad } = readSegment(segment)
    told = told.filter(({ seq }) => seq <= segment.after)
    unreadable = [...unreadable.filter((seq) => seq <= segment.after), ...bad]
    if (head?.projectId !== projectId) continue
    for (const change of changes) {
      // One that was taken back, in a file that could not be shortened.
      if (told.length > 0 && told.at(-1)!.seq >= change.seq) told = told.filter(({ seq }) => seq < change.seq)
      told.push({ ...change, version: head.version })
    }
  }
  const later = told.filter(({ seq }) => seq > after)
  let count = 0
  while (later[count]?.seq === after + count + 1) count++
  const lost = new Set([
    ...later.slice(count).map(({ seq }) => seq),
    ...unreadable.filter((seq) => seq > after + count),
  ])
  return { changes: later.slice(0, count), unusable: lost.size }
}

interface SegmentContent {
  head: SegmentHead | null
  changes: Omit<LoggedChange, 'version'>[]
  /** The numbers of the changes that cannot be read, by where their lines stand. */
  bad: number[]
}

function readSegment({ path, after }: Segment): SegmentContent {
  const lines = readFileSync(path, 'utf8').split('\n')
  // Behind the last line's end nothing stands, or what was being written.
  lines.pop()
  const [first, ...rest] = lines.map(contentOf)
  const head = (first as SegmentHead | undefined)?.format === segmentFormat ? (first as SegmentHead) : null
  const changes: SegmentContent['changes'] = []
  const bad: number[] = []
  for (const [index, content] of rest.entries())
    if (content && head) changes.push(content as SegmentContent['changes'][number])
    else bad.push(after + index + 1)
  return { head, changes, bad }
}

/** What a line says; null where it is not as it was written. */
function contentOf(line: string): object | null {
  const json = line.slice(9)
  if (line[8] !== ' ' || Number.parseInt(line.slice(0, 8), 16) !== crc32(json)) return null
  return JSON.parse(json) as object
}
