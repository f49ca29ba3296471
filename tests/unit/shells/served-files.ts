import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MainApi } from '../../../main/api/api.ts'

/** A sound of the open project, one whose file lies there without being its asset, and an asset whose file is missing. */
export const knownHash = 'a'.repeat(64)
const strayHash = 'b'.repeat(64)
const missingHash = 'c'.repeat(64)

export interface ServedFolder {
  /** To be removed. */
  folder: string
  rendererFolder: string
  project: ReturnType<MainApi['currentProject']>
  sound: Uint8Array
}

/** The album's cover, and one that was its cover before. */
export const coverName = `cover-${'e'.repeat(32)}.png`
const oldCoverName = `cover-${'f'.repeat(32)}.jpg`

/** A built interface and an open project on disk, as small as they can be. */
export async function createServedFolder(): Promise<ServedFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'mixwright-shells-'))
  const rendererFolder = join(folder, 'renderer')
  const projectFolder = join(folder, 'Song.mixwright')
  await mkdir(join(rendererFolder, 'assets'), { recursive: true })
  await mkdir(join(projectFolder, 'audio'), { recursive: true })
  await mkdir(join(projectFolder, 'peaks'))
  await writeFile(join(folder, 'secret.json'), '{"secret":1}')
  await writeFile(join(rendererFolder, '.hidden.js'), 'hidden')
  await writeFile(join(rendererFolder, 'index.html'), '<!doctype html><title>Mixwright</title>')
  await writeFile(join(rendererFolder, 'assets/kernel-B_4x-2.wasm'), new Uint8Array([0, 97, 115, 109]))
  const sound = Uint8Array.from({ length: 1000 }, (_, index) => index % 251)
  for (const hash of [knownHash, strayHash]) {
    await writeFile(join(projectFolder, 'audio', `${hash}.wav`), sound)
    await writeFile(join(projectFolder, 'peaks', `${hash}.dat`), new Uint8Array([1, 2, 3]))
  }
  await writeFile(join(projectFolder, 'project.db'), 'rows')
  const assets = Object.fromEntries([knownHash, missingHash].map((poolHash, index) => [`a${index}`, { poolHash }]))
  for (const name of [coverName, oldCoverName]) await writeFile(join(projectFolder, name), sound)
  const document = { assets, album: { coverFile: coverName } } as unknown as NonNullable<
    ServedFolder['project']
  >['document']
  return { folder, rendererFolder, project: { path: projectFolder, document }, sound }
}

/** What names no file of the interface's folder, however it is written. */
export const foreignPaths = [
  '/../secret.json',
  '/assets/../../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '/assets/..%2f..%2fsecret.json',
  '/..%5csecret.json',
  '//etc/passwd.json',
  '/assets//kernel-B_4x-2.wasm',
  '/.hidden.js',
  '/index.html%00.js',
  '/%',
  '/assets',
  '/assets/',
  '/nothing.js',
  `/pool/${strayHash}`,
  `/pool/${missingHash}`,
  `/pool/${missingHash}/peaks`,
  `/pool/${'d'.repeat(64)}`,
  `/pool/${knownHash}/`,
  `/pool/${knownHash.toUpperCase()}`,
  `/pool/..%2f..%2fproject.db`,
  '/pool/',
  '/pool-parts/',
  `/pool-parts/${knownHash}`,
  `/pool-parts/${knownHash}:0:0`,
  `/pool-parts/${knownHash}:0:1001`,
  `/pool-parts/${knownHash}:-1:5`,
  `/pool-parts/${knownHash}:0:5,${strayHash}:0:5`,
  `/pool-parts/${knownHash}:0:5,${missingHash}:0:5`,
  `/pool-parts/..%2f..%2fproject.db:0:4`,
  `/pool-parts/${Array.from({ length: 65 }, () => `${knownHash}:0:1`).join(',')}`,
  '/pool/../project.db',
  `/cover/${oldCoverName}`,
  '/cover/..%2fproject.db',
  '/cover/project.db',
  '/cover/',
]
