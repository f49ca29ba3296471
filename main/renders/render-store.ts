import { existsSync, statSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { renderFactsSchema } from '../../shared/contract/renders.ts'
import type { RenderFacts } from '../../shared/engine/album/album-host.ts'
import { temporaryPath } from '../deliver/render-writer.ts'
import { namesIn } from '../media/pool-job.ts'
import { diskError } from '../pool/disk.ts'
import { moveIntoPlace } from '../pool/move-into-place.ts'
import { writeSynced } from '../pool/pool-file-writer.ts'
import { arePeaks, lookAtFile } from '../pool/pool-look.ts'
import { renderAudioPath, renderFactsPath, renderPeaksPath, rendersPath } from '../pool/project-files.ts'

/** Renders kept in a project's folder: for each key the sound, its peaks and, written last, what is known of it. */

const sidecarSchema = z.object({ version: z.literal(1), facts: renderFactsSchema })

/** What is kept under a key; null where nothing is, or where what is there is not what was written. Throws AudioFileError for no key. */
export async function findRender(projectFolder: string, key: string): Promise<RenderFacts | null> {
  const text = await readFile(renderFactsPath(projectFolder, key), 'utf8').catch(() => null)
  if (text === null) return null
  const sidecar = sidecarSchema.safeParse(parsed(text))
  if (!sidecar.success) return null
  const { facts } = sidecar.data
  if (facts.key !== key) return null
  if (facts.frames === 0) return facts
  const sound = { channels: 2 as const, frames: facts.frames }
  const isWhole =
    lookAtFile(renderAudioPath(projectFolder, key), sound, facts.measurement.sampleRate) === 'ok' &&
    arePeaks(renderPeaksPath(projectFolder, key), sound)
  return isWhole ? facts : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Where a render is written until it is whole, without ending. */
export async function renderTemporary(projectFolder: string, key: string): Promise<string> {
  const path = renderAudioPath(projectFolder, key)
  await mkdir(rendersPath(projectFolder), { recursive: true }).catch((error) => {
    throw diskError(error, path)
  })
  return temporaryPath(path.replace(/\.wav$/, ''))
}

/**
 * Gives a render that was written under `temporary`, `.wav` and, where it has peaks, `.dat`, its place and its facts. Blocks for a sync of a
 * small file.
 */
export function placeRender(projectFolder: string, temporary: string, facts: RenderFacts): void {
  const written = `${temporary}.json`
  writeFacts(written, facts)
  moveIntoPlace(projectFolder, [
    ...(existsSync(`${temporary}.dat`)
      ? [{ from: `${temporary}.dat`, to: renderPeaksPath(projectFolder, facts.key) }]
      : []),
    { from: `${temporary}.wav`, to: renderAudioPath(projectFolder, facts.key) },
    { from: written, to: renderFactsPath(projectFolder, facts.key) },
  ])
}

function writeFacts(path: string, facts: RenderFacts): void {
  try {
    writeSynced(path, new TextEncoder().encode(JSON.stringify({ version: 1, facts })))
  } catch (error) {
    throw diskError(error, path)
  }
}

/** Removes what a render that failed has written. */
export async function removeTemporary(temporary: string): Promise<void> {
  for (const ending of ['.wav', '.dat', '.json']) await rm(`${temporary}${ending}`, { force: true })
}

/** Keeps facts that have no sound. */
export async function keepFacts(projectFolder: string, facts: RenderFacts): Promise<void> {
  const temporary = await renderTemporary(projectFolder, facts.key)
  try {
    writeFacts(`${temporary}.json`, facts)
    moveIntoPlace(projectFolder, [{ from: `${temporary}.json`, to: renderFactsPath(projectFolder, facts.key) }])
  } catch (error) {
    await removeTemporary(temporary)
    throw error
  }
}

/** Removes a render, its facts first, so that what is left of it is none. */
export async function dropRender(projectFolder: string, key: string): Promise<void> {
  const paths = [renderFactsPath, renderAudioPath, renderPeaksPath].map((pathOf) => pathOf(projectFolder, key))
  for (const path of paths) await rm(path, { force: true })
}

interface KeptRender {
  readonly key: string
  readonly bytes: number
}

/** Everything that is kept, with its size; whatever else lies in the folder is the user's. */
export function keptRenders(projectFolder: string): KeptRender[] {
  const folder = rendersPath(projectFolder)
  const bytes = new Map<string, number>()
  for (const name of namesIn(folder)) {
    const key = /^([0-9a-f]{64})\.(?:wav|dat|json)$/.exec(name)?.[1]
    if (key === undefined) continue
    const size = statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0
    bytes.set(key, (bytes.get(key) ?? 0) + size)
  }
  return [...bytes].map(([key, size]) => ({ key, bytes: size }))
}
