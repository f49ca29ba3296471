import { statSync } from 'node:fs'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { Asset } from '../../shared/model/document.ts'
import { poolFileBytes } from '../pool/pool-look.ts'
import type { JobControl } from '../pool/worker-job.ts'
import { type PoolPlace, throwIfCancelled } from './pool-job.ts'
import { restoreByDecoding } from './restore.ts'
import { restorePoolFile } from './restore-pool-file.ts'

export interface RelinkRequest extends PoolPlace {
  kind: 'relink'
  /** The file chosen by hand. */
  path: string
  /** How the user knows it. */
  name: string
  /** Whose sound it is to be. */
  asset: Asset
  /** Others whose sound is missing: a file may hold theirs too. */
  others: readonly Asset[]
}

/**
 * Restores an asset's sound from one file: the pool's own file of it, the original, or any file that decodes to the same
 * samples. Resolves with the hashes of the sounds that are whole again. Throws AudioFileError, `other-sound` where the file
 * sounds otherwise; then the pool is as it was.
 */
export async function runRelink(request: RelinkRequest, control: JobControl): Promise<string[]> {
  const { path, name, asset, others, sampleRate } = request
  const onBytes = () => throwIfCancelled(control, `Reading “${name}”`)
  const size = statSync(path, { throwIfNoEntry: false })?.size
  const poolHash = size === poolFileBytes(asset) ? await restorePoolFile(request, path, [asset], onBytes) : null
  if (poolHash !== null) return [poolHash]
  const { poolHashes, decoded } = await restoreByDecoding(request, { path, name }, [asset, ...others], control)
  if (!poolHashes.includes(asset.poolHash)) throw otherSound(name, asset, decoded, sampleRate)
  return poolHashes
}

function otherSound(
  name: string,
  asset: Asset,
  decoded: readonly { channels: number; frames: number }[],
  sampleRate: number,
): AudioFileError {
  const first = decoded[asset.channelIndex ?? 0] ?? decoded[0]
  const seconds = (frames: number) => `${(frames / sampleRate).toFixed(3)} s`
  const differs =
    decoded.length !== (asset.sourceChannels > 2 ? asset.sourceChannels : 1) || first?.channels !== asset.channels
      ? 'it has another number of channels'
      : first.frames !== asset.frames
        ? `it lasts ${seconds(first.frames)} instead of ${seconds(asset.frames)}`
        : 'it is as long, and its samples differ'
  return new AudioFileError(
    'other-sound',
    `“${name}” is not the sound of “${asset.name}”: ${differs}.`,
    `Choose the file it was imported from (“${asset.originalName}”), or import this one as a new track.`,
  )
}
