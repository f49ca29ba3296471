import { resolve } from 'node:path'
import type { Depth } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import type { NoiseShape } from '../../shared/formats/noise-shaping.ts'
import { documentAsItSounds } from '../../shared/model/frozen-tracks.ts'
import { offlineInSong, offlineSentence } from '../../shared/model/offline-audio.ts'
import { itemsOfAlbum } from '../../shared/model/selectors.ts'
import { albumFolder } from '../api/album.ts'
import { albumToFiles } from '../bounce/album-to-files.ts'
import { offlineAssets } from '../media/offline-assets.ts'
import type { BounceOptions } from './bounce.ts'
import { refuseMissing } from './missing-audio.ts'
import { duration, figure, printJson, printLines, printNote, progressLine, table, UsageError } from './output.ts'
import { withProject } from './project.ts'

/** Renders the album into a folder, a file for each track; works while another program has the project open. */
export async function bounceAlbum(
  project: string,
  options: BounceOptions,
  depth: Depth,
  dither: NoiseShape,
  signal: AbortSignal,
): Promise<void> {
  const ofSongs = ['range', 'from', 'to', 'target', 'ceiling'] as const
  const given = ofSongs.find((name) => options[name] !== undefined)
  if (given !== undefined || options.stage === 'mix')
    throw new UsageError(`--${given ?? 'stage'} belongs to a song: leave it out or bounce with --song.`)

  await withProject(project, { readOnly: true }, async (store) => {
    const folder = await albumFolder(store.path, resolve(options.out))
    const offline = await offlineAssets(store)
    const items = itemsOfAlbum(store.document)
    const missed = [
      ...new Set([
        ...items.flatMap(({ songId }) => (songId === null ? [] : offlineInSong(store.document, songId, offline))),
        ...items.flatMap(({ assetId, title }) => (assetId !== null && offline.has(assetId) ? [title] : [])),
      ]),
    ]
    refuseMissing(missed, options.allowMissing)
    const progress = progressLine()
    const done = await albumToFiles({
      project: { path: store.path, document: documentAsItSounds(store.document, offline) },
      folder,
      depth,
      dither,
      begin: progress.begin,
      signal,
    })
      .catch((error: unknown) => {
        if (!signal.aborted) throw error
        throw new ApiError('cancelled', 'The bounce was cancelled.', 'No file was written.')
      })
      .finally(() => progress.end())
    const notes = [...(missed.length > 0 ? [offlineSentence(missed)] : []), ...done.notes]
    for (const note of notes) printNote(note)
    const targets = new Map(done.masters.map(({ itemId, targetLufs }) => [itemId, targetLufs]))
    if (options.json)
      printJson('mixwright.bounce-album/1', {
        folder,
        depth,
        dither: depth === '32f' ? null : dither,
        sampleRate: store.document.project.sampleRate,
        frames: done.lengthFrames,
        notes,
        files: done.files.map((file) => ({ ...file, targetLufs: targets.get(file.itemId) ?? null })),
      })
    else
      printLines(
        table([
          ['File', 'Length', 'LUFS', 'Target', 'dBTP', 'LU range'],
          ...done.files.map(({ path, itemId, measurement }) => [
            path,
            duration(measurement.frames, measurement.sampleRate),
            figure(measurement.integratedLufs),
            figure(targets.get(itemId) ?? null),
            figure(measurement.truePeakDbtp),
            figure(measurement.rangeLu),
          ]),
        ]),
      )
  })
}
