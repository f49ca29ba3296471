import type { Measurement } from '../../measure/measurement.ts'
import { albumTargets, type ItemLoudness, type ItemTarget, setsTargets } from '../../model/album-loudness.ts'
import { heldCeilingDbtp } from '../../model/album-song.ts'
import type { AlbumItem, Document, Id } from '../../model/document.ts'
import { renderKey } from '../../model/render-state.ts'
import { itemsOfAlbum } from '../../model/selectors.ts'
import { prepareRender, RenderRefused } from '../offline/render-job.ts'
import type { AlbumHost, RenderFacts } from './album-host.ts'
import { assetAlone } from './asset-alone.ts'
import {
  MOST_LIMITING_DB,
  masterKey,
  masterTask,
  mixdownTask,
  premasterTask,
  type SongParts,
  type SongTask,
  type StageSetting,
  songParts,
} from './song-parts.ts'

/** The masters of an album's items, each rendered or found, and how loud each is to be. */

export interface AlbumMaster extends ItemTarget {
  readonly itemId: Id
  /** Of the file that it plays. */
  readonly poolHash: string
  readonly channels: 1 | 2
  readonly frames: number
  /** Of its master; of an imported one, of the file. */
  readonly measurement: Measurement
  readonly driveDb: number | null
  readonly notes: readonly string[]
}

/** What the work tells while it goes on. */
export interface AlbumHooks {
  /** `fraction`, from 0 to 1, of the rendering that runs for an item. */
  onProgress?(itemId: Id, fraction: number): void
  /** An item's master is there. */
  onMaster?(master: AlbumMaster): void
}

/** Finds what is kept under a key, or renders and keeps it; what several items need is rendered once. */
export class Renders {
  readonly #host: AlbumHost
  readonly #hooks: AlbumHooks
  readonly #underway = new Map<string, Promise<RenderFacts>>()
  /** Every key that the album's state names, whether or not anything is kept under it. */
  readonly keys = new Set<string>()

  constructor(host: AlbumHost, hooks: AlbumHooks) {
    this.#host = host
    this.#hooks = hooks
  }

  need(key: string, label: string, itemId: Id | null, make: () => SongTask | Promise<SongTask>): Promise<RenderFacts> {
    return this.#once(key, () => this.#render(key, label, itemId, false, make))
  }

  /** The same for sound of the album that is let go of again. */
  pass(key: string, label: string, task: SongTask): Promise<RenderFacts> {
    return this.#once(key, () => this.#render(key, label, null, true, () => task))
  }

  #once(key: string, render: () => Promise<RenderFacts>): Promise<RenderFacts> {
    this.keys.add(key)
    let underway = this.#underway.get(key)
    if (!underway) {
      underway = render()
      this.#underway.set(key, underway)
    }
    return underway
  }

  async #render(
    key: string,
    label: string,
    itemId: Id | null,
    isPassing: boolean,
    make: () => SongTask | Promise<SongTask>,
  ): Promise<RenderFacts> {
    const kept = await this.#host.find(key)
    if (kept) return kept
    const onProgress = (fraction: number) => {
      if (itemId !== null) this.#hooks.onProgress?.(itemId, fraction)
    }
    onProgress(0)
    return this.#host.keep({ key, label, isPassing, onProgress, ...(await make()) })
  }

  /** The same for what is only measured. */
  async measure(key: string, label: string, itemId: Id, { task, document }: SongTask): Promise<RenderFacts> {
    this.keys.add(key)
    const kept = await this.#host.find(key)
    if (kept) return kept
    const onProgress = (fraction: number) => this.#hooks.onProgress?.(itemId, fraction)
    const { measurement, driveDb, notes } = await this.#host.run({ key, label, task, document, onProgress })
    const facts: RenderFacts = { key, frames: 0, measurement, driveDb, lastLimiter: null, notes }
    await this.#host.keepFacts(facts)
    return facts
  }
}

/** An item as far as its loudness before any target. */
interface Prepared {
  readonly item: AlbumItem
  readonly parts: SongParts | null
  readonly facts: RenderFacts
}

async function prepareSong(document: Document, item: AlbumItem, renders: Renders): Promise<Prepared> {
  const songId = item.songId!
  const song = document.songs[songId]
  if (!song) throw new RenderRefused(`The song of “${item.title}” is not in this project.`, 'Take it off the album.')
  const own = !setsTargets(document.album)
  const parts = songParts(document, songId, own ? song.targetLufs !== null : true)
  if (parts.mixdownKey !== null) renders.keys.add(parts.mixdownKey)
  const named = { ...item, title: item.title || song.title }
  const facts = await renders.need(parts.premasterKey, `Rack of “${named.title}”`, item.id, async () => {
    const mixdown =
      parts.mixdownKey === null
        ? null
        : await renders.need(parts.mixdownKey, `Mixdown of “${named.title}”`, item.id, () =>
            mixdownTask(document, songId),
          )
    return premasterTask(document, parts, mixdown)
  })
  return { item: named, parts, facts }
}

async function prepareAsset(document: Document, item: AlbumItem, renders: Renders): Promise<Prepared> {
  const asset = document.assets[item.assetId!]
  if (!asset)
    throw new RenderRefused(
      `The audio of “${item.title}” is offline.`,
      'Find it under Media, or take it off the album.',
    )
  const key = renderKey('measurement', asset.poolHash)
  const virtual = assetAlone(document, asset)
  const job = prepareRender({ document: virtual, songId: document.album.id, stage: 'mix' })
  const facts = await renders.measure(key, `Measuring “${item.title}”`, item.id, {
    task: { kind: 'song', job },
    document: virtual,
  })
  return { item, parts: null, facts }
}

function loudnessOf(document: Document, { item, parts, facts }: Prepared): ItemLoudness {
  return {
    itemId: item.id,
    lufs: facts.measurement.integratedLufs,
    offsetDb: item.loudnessOffsetDb,
    hasLoudnessStage: parts?.stage != null,
    ownTargetLufs: parts?.stage ? document.songs[parts.songId]!.targetLufs : null,
  }
}

async function masterOf(
  document: Document,
  prepared: Prepared,
  target: ItemTarget,
  renders: Renders,
): Promise<AlbumMaster> {
  const { item, parts, facts } = prepared
  if (!parts) {
    const { poolHash, channels, frames } = document.assets[item.assetId!]!
    const { measurement, notes } = facts
    return { ...target, itemId: item.id, poolHash, channels, frames, measurement, driveDb: null, notes }
  }
  let master = facts
  let notes = facts.notes
  const { stage } = parts
  if (stage && target.stageTargetLufs !== null) {
    const own = !setsTargets(document.album)
    const setting: StageSetting = {
      targetLufs: target.stageTargetLufs,
      ceilingDbtp: own ? null : heldCeilingDbtp(document.album),
      mostLimitingDb: own ? null : MOST_LIMITING_DB,
      isMadeUp: !own,
    }
    const withStage = { ...parts, stage }
    master = await renders.need(masterKey(withStage, setting), `Loudness of “${item.title}”`, item.id, () =>
      masterTask(document, withStage, facts, setting),
    )
    notes = [...notes, ...master.notes]
  }
  const { key: poolHash, frames, measurement, driveDb } = master
  return { ...target, itemId: item.id, poolHash, channels: 2, frames, measurement, driveDb, notes }
}

function prepare(document: Document, item: AlbumItem, renders: Renders): Promise<Prepared> {
  return item.kind === 'song' ? prepareSong(document, item, renders) : prepareAsset(document, item, renders)
}

function targetsOf(document: Document, prepared: readonly Prepared[]): Map<Id, ItemTarget> {
  return albumTargets(
    document.album,
    prepared.map((each) => loudnessOf(document, each)),
  )
}

/**
 * All items' masters, in the album's order. Rejects with RenderRefused for a song that cannot be rendered, and with what the host rejects
 * with; renderings under way then go on until the host ends them.
 */
export async function albumMasters(document: Document, renders: Renders, hooks: AlbumHooks): Promise<AlbumMaster[]> {
  const prepared = await Promise.all(itemsOfAlbum(document).map((item) => prepare(document, item, renders)))
  const targets = targetsOf(document, prepared)
  return Promise.all(
    prepared.map(async (each) => {
      const master = await masterOf(document, each, targets.get(each.item.id)!, renders)
      hooks.onMaster?.(master)
      return master
    }),
  )
}

/** A host of what is there already. */
function lookingHost(find: AlbumHost['find']): AlbumHost {
  const stale = () => Promise.reject(new Error('Nothing is kept under this key.'))
  return { find, keep: stale, run: stale, keepFacts: stale, drop: stale }
}

export interface KeptMasters {
  /** One per item, in the album's order; null where it is stale. */
  readonly masters: readonly (AlbumMaster | null)[]
  /** The keys of all that is needed for them. */
  readonly keys: ReadonlySet<string>
}

/**
 * The masters that are kept, without rendering any. While an item of an album that sets targets is stale, none of the others' targets is
 * known, and with them no master.
 */
export async function keptMasters(document: Document, find: AlbumHost['find']): Promise<KeptMasters> {
  const renders = new Renders(lookingHost(find), {})
  const items = itemsOfAlbum(document)
  const settled = await Promise.allSettled(items.map((item) => prepare(document, item, renders)))
  const prepared = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const isWhole = prepared.length === items.length || !setsTargets(document.album)
  const targets = targetsOf(document, prepared)
  const masters = await Promise.all(
    settled.map(async (each) => {
      if (!isWhole || each.status === 'rejected') return null
      return masterOf(document, each.value, targets.get(each.value.item.id)!, renders).catch(() => null)
    }),
  )
  return { masters, keys: renders.keys }
}
