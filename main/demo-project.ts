import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { demoSongEdit } from './demo/demo-edits.ts'
import { demoAlbumTitle, demoSongs } from './demo/demo-songs.ts'
import { renderStems } from './demo/render-stems.ts'
import { importFile } from './pool/pool.ts'
import { createProject } from './store/project-store.ts'

const SAMPLE_RATE = 48_000
/** How the time is shared between playing the stems and importing them, roughly. */
const PLAYING_SHARE = 0.8

/**
 * Makes the demo album as a project in `folder`, or finds the one that is there, and returns its path. It is built under
 * another name and renamed when it is whole, so that an interrupted try leaves nothing that looks like a project.
 */
export async function makeDemoProject(
  folder: string,
  onProgress: (label: string, fraction: number) => void,
): Promise<string> {
  const path = join(folder, `${demoAlbumTitle}.mixwright`)
  if (existsSync(path)) return path
  await mkdir(folder, { recursive: true })
  const making = join(folder, `.${demoAlbumTitle} ${randomUUID()}`)
  try {
    const project = await createProject({ path: making, name: demoAlbumTitle, sampleRate: SAMPLE_RATE })
    try {
      const stems = demoSongs.reduce((sum, song) => sum + song.stems.length, 0)
      const stemFolder = (song: (typeof demoSongs)[number]) => join(making, 'stems', song.title)
      for (const song of demoSongs) await mkdir(stemFolder(song), { recursive: true })
      let played = 0
      onProgress('Playing the stems', 0)
      const files = await renderStems(demoSongs, SAMPLE_RATE, stemFolder, () =>
        onProgress('Playing the stems', (++played / stems) * PLAYING_SHARE),
      )
      let imported = 0
      for (const [order, song] of demoSongs.entries()) {
        const assets = await Promise.all(
          files.get(song)!.map(async (file, index) => {
            const [asset] = await importFile({
              projectFolder: making,
              projectRate: SAMPLE_RATE,
              path: file,
              displayName: `${song.stems[index]!.name}.wav`,
            })
            onProgress('Importing the stems', PLAYING_SHARE + (++imported / stems) * (1 - PLAYING_SHARE))
            return asset!
          }),
        )
        await project.apply(demoSongEdit(song, order, assets, SAMPLE_RATE))
      }
    } finally {
      await project.close()
    }
    await rm(join(making, 'stems'), { recursive: true, force: true })
    await rename(making, path)
    return path
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  }
}
