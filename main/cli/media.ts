import { statSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import type { MediaSound } from '../../shared/contract/media.ts'
import type { Asset } from '../../shared/model/document.ts'
import { formatBytes } from '../../shared/model/units.ts'
import { checkMedia, findMedia, relinkMedia, usageOfMedia } from '../media/media.ts'
import { mediaSounds } from '../media/media-sounds.ts'
import { offlineAssets } from '../media/offline-assets.ts'
import { removeUnused } from '../media/remove-unused.ts'
import { unusedOf } from '../media/unused.ts'
import { removeImportLeftovers } from '../pool/pool.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { duration, printJson, printLines, printNote, progressLine, table, UsageError } from './output.ts'
import { withProject, withProjectForWriting } from './project.ts'

interface Options {
  json: boolean
}

function placeOf({ path, document }: ProjectStore) {
  return { projectFolder: path, sampleRate: document.project.sampleRate }
}

function usageOf(store: ProjectStore) {
  return usageOfMedia({ projectFolder: store.path, assets: Object.values(store.document.assets) })
}

/** Lists a project's audio and where it is used. */
export function mediaListCommand(project: string, options: Options): Promise<void> {
  return withProject(project, { readOnly: true }, async (store) => {
    const assets = Object.values(store.document.assets)
    const { states } = await checkMedia({ ...placeOf(store), assets, byHash: false, repair: false })
    const sounds = mediaSounds(store.document, await usageOf(store), states)
    if (options.json) printJson('mixwright.media/1', { project: store.path, sounds })
    else
      printLines([
        ...table(
          sounds.map((sound) => [
            sound.name,
            sound.state,
            sound.sourceFormat,
            duration(sound.frames, store.document.project.sampleRate),
            formatBytes(sound.bytes),
            usesOf(sound),
          ]),
        ),
        sounds.length === 0 ? 'The project has no audio.' : total(sounds),
      ])
  })
}

function usesOf({ uses, inHistory }: MediaSound): string {
  if (uses.length > 0) return uses.map(({ title }) => title).join(', ')
  return inHistory ? '(only undo)' : '(unused)'
}

function total(sounds: readonly MediaSound[]): string {
  const bytes = formatBytes(sounds.reduce((sum, each) => sum + each.bytes, 0))
  const offline = sounds.filter(({ state }) => state !== 'ok').length
  return `${count(sounds.length, 'sound')}, ${bytes}${offline > 0 ? `, ${offline} offline` : ''}.`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

/** Reads every sound and repairs what can be repaired. Resolves with whether all of it is whole. */
export function mediaVerifyCommand(project: string, options: Options, signal: AbortSignal): Promise<boolean> {
  return withProjectForWriting(project, async (store) => {
    if (store.readOnly) printNote('The project is open elsewhere or may not be written: nothing is repaired.')
    const assets = Object.values(store.document.assets)
    const progress = progressLine()
    const { states, remade, peaksRebuilt, faults } = await checkMedia(
      { ...placeOf(store), assets, byHash: true, repair: !store.readOnly },
      { signal, onProgress: (share) => progress.show('Verifying', share) },
    ).finally(() => progress.end())
    const offline = assets.flatMap(({ id, name, poolHash }) =>
      states[poolHash] === 'ok' ? [] : [{ assetId: id, name, state: states[poolHash] }],
    )
    for (const fault of faults) printNote(fault)
    const sounds = Object.keys(states).length
    const names = assets.filter(({ poolHash }) => remade.includes(poolHash)).map(({ name }) => name)
    if (options.json)
      printJson('mixwright.media-verify/1', {
        project: store.path,
        sounds,
        offline,
        remade: names,
        peaksRebuilt,
        faults,
      })
    else
      printLines([
        ...offline.map(({ name, state }) => `“${name}” is ${state}.`),
        ...names.map((name) => `“${name}” was made again from its original.`),
        `${count(sounds, 'sound')} read: ${offline.length === 0 ? 'all whole' : `${offline.length} offline`}.`,
      ])
    return offline.length === 0
  })
}

/** Finds missing audio in a folder, or takes one asset's from a file. Resolves with whether nothing is missing any more. */
export function mediaRelinkCommand(
  project: string,
  given: string,
  options: Options & { asset?: string },
  signal: AbortSignal,
): Promise<boolean> {
  const path = resolve(given)
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  if (isFolder && options.asset !== undefined)
    throw new UsageError('--asset goes with a file: leave it out, or give the file itself.')
  if (!isFolder && options.asset === undefined)
    throw new UsageError(`“${given}” is no folder: give one to search in, or name the audio with --asset.`)
  return withProject(project, { readOnly: false }, async (store) => {
    await removeImportLeftovers(store.path)
    const offline = await offlineAssets(store)
    const wanted = Object.values(store.document.assets).filter(({ id }) => offline.has(id))
    const found = isFolder
      ? await search(store, path, wanted, signal)
      : await relink(store, path, findAsset(store, options.asset!), wanted, signal)
    if (options.json) printJson('mixwright.media-relink/1', { project: store.path, sounds: found })
    else
      printLines([
        ...found.map(({ name, path: from, otherSound }) =>
          from !== null
            ? `“${name}” is back, from ${from}.`
            : `“${name}” was not found${otherSound === null ? '' : `; ${otherSound} holds another sound`}.`,
        ),
        ...(found.length === 0 ? ['No audio is missing.'] : []),
      ])
    return found.every((each) => each.path !== null)
  })
}

interface Relinked {
  assetId: string
  name: string
  path: string | null
  otherSound: string | null
}

async function search(store: ProjectStore, folder: string, wanted: Asset[], signal: AbortSignal): Promise<Relinked[]> {
  const progress = progressLine()
  const { outcomes, isComplete } = await findMedia(
    { ...placeOf(store), folder, wanted },
    { signal, onProgress: (share) => progress.show('Searching', share) },
  ).finally(() => progress.end())
  if (!isComplete) printNote(`“${folder}” holds more files than are searched: choose a folder inside it.`)
  return outcomes.map((each) => ({ ...each, name: store.document.assets[each.assetId]!.name }))
}

async function relink(
  store: ProjectStore,
  path: string,
  asset: Asset,
  wanted: Asset[],
  signal: AbortSignal,
): Promise<Relinked[]> {
  const others = wanted.filter(({ id }) => id !== asset.id)
  const restored = await relinkMedia({ ...placeOf(store), path, name: basename(path), asset, others }, { signal })
  return [asset, ...others]
    .filter(({ poolHash }) => restored.includes(poolHash))
    .map(({ id, name }) => ({ assetId: id, name, path, otherSound: null }))
}

/** The asset of that id or name. Throws ApiError where there is none, or several. */
export function findAsset({ document }: ProjectStore, wanted: string): Asset {
  const named = Object.values(document.assets).filter(({ id, name }) => id === wanted || name === wanted)
  if (named.length === 1) return named[0]!
  if (named.length === 0)
    throw new ApiError('not-found', `There is no audio “${wanted}” in this project.`, 'See mixwright media list.')
  const ids = named.map(({ id }) => id).join(', ')
  throw new ApiError('bad-request', `${named.length} sounds are called “${wanted}”.`, `Give the id of one: ${ids}.`)
}

/** Lists what could be removed, and what only undo keeps. */
export function mediaUnusedCommand(project: string, options: Options): Promise<void> {
  return withProject(project, { readOnly: true }, async (store) => {
    const usage = await usageOf(store)
    const { assets, files, bytes } = unusedOf(store.document, usage)
    const onlyUndo = mediaSounds(store.document, usage, {}).filter(
      ({ uses, inHistory }) => uses.length === 0 && inHistory,
    )
    if (options.json)
      printJson('mixwright.media-unused/1', {
        project: store.path,
        sounds: assets.map(({ id, name }) => ({ assetId: id, name })),
        files: files.map((file) => ({ ...file, path: relative(store.path, file.path) })),
        bytes,
        onlyUndo: onlyUndo.map(({ assetId, name }) => ({ assetId, name })),
      })
    else
      printLines([
        ...assets.map(({ name }) => `“${name}” is unused.`),
        ...files.map((file) => `${relative(store.path, file.path)}  ${formatBytes(file.bytes)}`),
        ...onlyUndo.map(({ name }) => `“${name}” is kept: undo brings back what plays it.`),
        files.length === 0 ? 'Nothing is unused.' : `${count(files.length, 'file')}, ${formatBytes(bytes)} unused.`,
      ])
  })
}

/** Deletes what is unused, once that was confirmed. */
export function mediaRemoveUnusedCommand(project: string, options: Options & { yes?: boolean }): Promise<void> {
  return withProject(project, { readOnly: false }, async (store) => {
    if (!options.yes) {
      const { files, bytes } = unusedOf(store.document, await usageOf(store))
      if (files.length > 0)
        throw new ApiError(
          'unsupported',
          `${count(files.length, 'file')} (${formatBytes(bytes)}) would be deleted for good.`,
          'Give --yes to delete them; mixwright media unused lists them.',
        )
    }
    const { sounds, files, bytes } = await removeUnused(store, { permanently: options.yes === true })
    if (options.json) printJson('mixwright.media-removed/1', { project: store.path, sounds, files, bytes })
    else if (files === 0 && sounds === 0) printLines(['Nothing is unused.'])
    else printLines([`Deleted ${count(files, 'file')} (${formatBytes(bytes)}).`])
  })
}
