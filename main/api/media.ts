import { basename, isAbsolute, resolve } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Emit, Handlers } from '../../shared/contract/handlers.ts'
import type { MediaCheck, mediaCalls } from '../../shared/contract/media.ts'
import type { Asset } from '../../shared/model/document.ts'
import { checkMedia, copyMedia, findMedia, relinkMedia, usageOfMedia } from '../media/media.ts'
import { mediaSounds } from '../media/media-sounds.ts'
import { removeUnused } from '../media/remove-unused.ts'
import { unusedOf } from '../media/unused.ts'
import { poolFileBytes, type SoundState } from '../pool/pool-look.ts'
import type { WorkerOptions } from '../pool/workers.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { copyTarget } from './copy-target.ts'
import type { ShellHooks } from './dialog.ts'
import type { Session } from './session.ts'
import type { SettingsFile } from './settings.ts'
import type { Tasks } from './tasks.ts'

export interface MediaOptions {
  session: Session
  settings: SettingsFile
  shell: ShellHooks
  tasks: Tasks
  emit: Emit
  /** Runs work while no import is on its way into the pool. */
  betweenImports<T>(work: () => Promise<T>): Promise<T>
}

export function mediaHandlers(options: MediaOptions): Pick<Handlers, keyof typeof mediaCalls> {
  const { session, settings, shell, tasks, emit } = options
  /** How the sounds of the open project were found last, by pool hash. */
  let found: { store: ProjectStore; states: Record<string, SoundState> } | null = null
  /** Sounds that no original gave back: a look, which comes often, does not try them again; a verification does. */
  const hopeless = new Set<string>()
  /** A look under way, which all who ask meanwhile wait for. */
  let looking: Promise<MediaCheck> | null = null

  function statesOf(store: ProjectStore): Record<string, SoundState> {
    if (found?.store !== store) found = { store, states: {} }
    return found.states
  }

  function offlineNow(store: ProjectStore): MediaCheck['offline'] {
    const states = statesOf(store)
    return Object.values(store.document.assets).flatMap(({ id, poolHash }) => {
      const state = states[poolHash] ?? 'ok'
      return state === 'ok' ? [] : [{ assetId: id, state }]
    })
  }

  function offlineAssets(store: ProjectStore): Asset[] {
    return offlineNow(store).map(({ assetId }) => store.document.assets[assetId]!)
  }

  function back(store: ProjectStore, poolHashes: readonly string[]): void {
    for (const poolHash of poolHashes) delete statesOf(store)[poolHash]
  }

  async function check(store: ProjectStore, byHash: boolean, workerOptions: WorkerOptions): Promise<MediaCheck> {
    const assets = Object.values(store.document.assets)
    const result = await checkMedia(
      { ...placeOf(store), assets, byHash, repair: !store.readOnly, hopeless: byHash ? [] : [...hopeless] },
      workerOptions,
    )
    if (!store.readOnly)
      for (const [poolHash, state] of Object.entries(result.states))
        if (state === 'ok') hopeless.delete(poolHash)
        else hopeless.add(poolHash)
    // A look does not see inside a sound: what a verification found stays found until the file is another.
    const before = statesOf(store)
    found = { store, states: { ...result.states } }
    if (!byHash)
      for (const [poolHash, state] of Object.entries(before))
        if (state === 'damaged' && result.states[poolHash] === 'ok' && !result.remade.includes(poolHash))
          found.states[poolHash] = 'damaged'
    return {
      offline: offlineNow(store),
      remade: assets.filter(({ poolHash }) => result.remade.includes(poolHash)).map(({ name }) => name),
      peaksRebuilt: result.peaksRebuilt,
      faults: result.faults,
    }
  }

  session.onLeave(async () => {
    found = null
    hopeless.clear()
  })

  return {
    'media.look'() {
      const store = session.require()
      looking ??= tasks
        .whileOpen((signal) => check(store, false, { signal }))
        .finally(() => {
          looking = null
        })
      return looking
    },
    async 'media.list'() {
      const store = session.require()
      const usage = await usageOfMedia({ projectFolder: store.path, assets: Object.values(store.document.assets) })
      const unused = unusedOf(store.document, usage)
      return {
        sounds: mediaSounds(store.document, usage, statesOf(store)),
        unused: {
          sounds: unused.assets.map(({ id }) => id),
          files: unused.files.length,
          strays: usage.strays.length,
          bytes: unused.bytes,
        },
        keepOriginals: settings.get('keepOriginals'),
        trash: shell.trash !== undefined,
      }
    },
    async 'media.verify'({ taskId }) {
      const store = session.require()
      const sounds = new Map(Object.values(store.document.assets).map((asset) => [asset.poolHash, asset]))
      const result = await tasks.run(taskId, 'Verifying the audio', (workerOptions) =>
        check(store, true, workerOptions),
      )
      const states = statesOf(store)
      const read = [...sounds.values()].filter(({ poolHash }) => states[poolHash] !== 'missing')
      return { ...result, sounds: read.length, bytes: read.reduce((sum, asset) => sum + poolFileBytes(asset), 0) }
    },
    async 'media.find'({ taskId, folder }) {
      const store = session.requireWritable()
      const wanted = offlineAssets(store)
      const { outcomes, files, isComplete, restored } = await tasks.run(taskId, 'Searching', (workerOptions) =>
        findMedia({ ...placeOf(store), folder: absolute(folder), wanted }, workerOptions),
      )
      back(store, restored)
      return {
        outcomes: outcomes.map((outcome) => {
          const { name, originalName } = wanted.find(({ id }) => id === outcome.assetId)!
          return { ...outcome, name, originalName }
        }),
        files,
        isComplete,
        offline: offlineNow(store),
      }
    },
    async 'media.relink'({ taskId, assetId, path }) {
      const store = session.requireWritable()
      const asset = store.document.assets[assetId]
      if (!asset)
        throw new ApiError('not-found', `There is no audio ${assetId} in this project.`, 'It was removed; undo it.')
      const chosen = absolute(path)
      const others = offlineAssets(store).filter(({ id }) => id !== assetId)
      const hashes = await tasks.run(taskId, `Reading ${basename(chosen)}`, (workerOptions) =>
        relinkMedia({ ...placeOf(store), path: chosen, name: basename(chosen), asset, others }, workerOptions),
      )
      back(store, hashes)
      const restored = [asset, ...others].filter(({ poolHash }) => hashes.includes(poolHash))
      return { restored: restored.map(({ name }) => name), offline: offlineNow(store) }
    },
    async 'media.removeUnused'({ permanently }) {
      const store = session.requireWritable()
      return options.betweenImports(async () => {
        const { change, ...removed } = await removeUnused(store, { trash: shell.trash, permanently })
        if (change) emit('document.changed', change)
        return removed
      })
    },
    async 'media.copy'({ taskId, path, withOriginals }) {
      const store = session.require()
      const target = copyTarget(store.path, path)
      const { sampleRate, projectFolder } = placeOf(store)
      const copied = await tasks.run(taskId, 'Copying the project', (workerOptions) =>
        copyMedia({ projectFolder, target, sampleRate, withOriginals }, workerOptions),
      )
      return { path: target, ...copied }
    },
    async 'media.setKeepOriginals'({ keepOriginals }) {
      settings.set('keepOriginals', keepOriginals)
      return {}
    },
    async 'media.cancel'({ taskId }) {
      await tasks.cancel(taskId)
      return {}
    },
  }
}

function placeOf({ path, document }: ProjectStore) {
  return { projectFolder: path, sampleRate: document.project.sampleRate }
}

function absolute(path: string): string {
  if (isAbsolute(path)) return resolve(path)
  throw new ApiError('bad-request', `“${path}” is no absolute path.`, 'Give the whole path, from the root on.')
}
