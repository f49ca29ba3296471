import { closeSync, fdatasyncSync, ftruncateSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import { syncFolder } from '../pool/disk.ts'
import { writeWhole } from '../pool/pool-file-writer.ts'
import { listSegments, logLine, type SegmentHead, segmentFormat, segmentPath } from './edit-log-files.ts'
import { databaseVersion } from './migrate.ts'
import { RowWatch } from './row-changes.ts'

interface OpenSegment {
  handle: number
  bytes: number
  /** The newest line: its change, and the length before it. */
  newest: { seq: number; at: number } | null
}

/**
 * Writes every change beside the database, so that a backup and the log are as good as the database. A line is on the disk
 * before its transaction is, so that none is missing; one whose transaction fails is taken back.
 */
export class EditLog {
  readonly #projectFolder: string
  readonly #projectId: string
  readonly #version: number
  readonly #watch: RowWatch
  #segment: OpenSegment | null = null

  constructor(projectFolder: string, projectId: string, db: Database) {
    this.#projectFolder = projectFolder
    this.#projectId = projectId
    this.#version = databaseVersion(db)
    this.#watch = new RowWatch(db)
  }

  /** Writes what the transaction under way wrote, as its last step. Throws what the system says. */
  append(seq: number, label: string): void {
    const line = Buffer.from(logLine({ seq, label, ...this.#watch.take() }))
    this.#segment ??= this.#begin(seq - 1)
    const segment = this.#segment
    segment.newest = { seq, at: segment.bytes }
    try {
      writeWhole(segment.handle, line)
      fdatasyncSync(segment.handle)
    } catch (error) {
      this.takeBack(seq)
      throw error
    }
    segment.bytes += line.length
  }

  /**
   * Takes a change back that did not come about, if it was written. Where that fails too, the next line begins a segment,
   * and in front of that it does not stand.
   */
  takeBack(seq: number): void {
    const segment = this.#segment
    if (segment?.newest?.seq !== seq) return
    segment.bytes = segment.newest.at
    segment.newest = null
    try {
      ftruncateSync(segment.handle, segment.bytes)
      fdatasyncSync(segment.handle)
    } catch {
      this.startSegment()
    }
  }

  /** Lets the next change begin a segment of its own, so that a backup can make the others superfluous. */
  startSegment(): void {
    if (this.#segment) closeSync(this.#segment.handle)
    this.#segment = null
  }

  close(): void {
    this.startSegment()
  }

  #begin(after: number): OpenSegment {
    const place = (listSegments(this.#projectFolder).at(-1)?.place ?? 0) + 1
    const path = segmentPath(this.#projectFolder, place, after)
    if (mkdirSync(dirname(path), { recursive: true }) !== undefined) syncFolder(this.#projectFolder)
    // Appending, so that a line follows on the one before also after one was cut off.
    const handle = openSync(path, 'ax')
    try {
      const head: SegmentHead = {
        format: segmentFormat,
        projectId: this.#projectId,
        version: this.#version,
        after,
      }
      const line = Buffer.from(logLine(head))
      writeWhole(handle, line)
      fdatasyncSync(handle)
      syncFolder(dirname(path))
      return { handle, bytes: line.length, newest: null }
    } catch (error) {
      closeSync(handle)
      rmSync(path, { force: true })
      throw error
    }
  }
}
