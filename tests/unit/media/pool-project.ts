import { mkdtempSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { importFile } from '../../../main/pool/pool.ts'
import type { Asset } from '../../../shared/model/document.ts'
import { writeWav } from '../pool/sound-files.ts'

/** A folder with a pool in it, and what a test does to one. */
export interface PoolProject {
  path: string
  /** Imports interleaved sound under a file name. */
  add(name: string, sound: Float32Array, channels: number, keepOriginal?: boolean): Promise<Asset[]>
  /** Where the file of that name lies that was imported. */
  source(name: string): string
  audio(asset: Asset): string
  peaks(asset: Asset): string
  bytes(asset: Asset): Buffer
}

export function poolProject(folder: string): PoolProject {
  const path = mkdtempSync(join(folder, 'Song.mixwright-'))
  const sources = mkdtempSync(join(folder, 'sources-'))
  const source = (name: string) => join(sources, name)
  const audio = ({ poolHash }: Asset) => join(path, 'audio', `${poolHash}.wav`)
  return {
    path,
    source,
    audio,
    peaks: ({ poolHash }) => join(path, 'peaks', `${poolHash}.dat`),
    bytes: (asset) => readFileSync(audio(asset)),
    add(name, sound, channels, keepOriginal = true) {
      writeWav(source(name), sound, { channels, sampleRate: 48000, encoding: 's24' })
      return importFile({
        projectFolder: path,
        projectRate: 48000,
        path: source(name),
        displayName: basename(name),
        keepOriginal,
      })
    },
  }
}
