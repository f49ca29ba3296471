import { runFfmpeg } from './ffmpeg.ts'
import {
  type Band,
  balanceOf,
  compressor,
  gainOf,
  limiter,
  masterBands,
  sessionTracks,
  type TrackSettings,
} from './session-settings.ts'

const filterNames: Readonly<Record<Band['type'], string>> = {
  highPass: 'highpass',
  lowShelf: 'lowshelf',
  bell: 'equalizer',
  highShelf: 'highshelf',
}

function bandFilter({ type, freqHz, gainDb, q }: Band): string {
  const gain = type === 'highPass' ? '' : `:g=${gainDb}`
  return `${filterNames[type]}=f=${freqHz}:t=q:w=${q}${gain}`
}

function trackFilters({ bands, faderDb, pan }: TrackSettings): string {
  const { thresholdDb, ratio, kneeDb, attackMs, releaseMs, makeupDb } = compressor
  const [left, right] = balanceOf(pan).map((side) => side * gainOf(faderDb))
  return [
    ...bands.map(bandFilter),
    `acompressor=threshold=${gainOf(thresholdDb)}:ratio=${ratio}:knee=${gainOf(kneeDb)}:attack=${attackMs}:release=${releaseMs}:makeup=${gainOf(makeupDb)}:detection=peak:link=maximum`,
    `pan=stereo|c0=${left}*c0|c1=${right}*c1`,
  ].join(',')
}

/** The first `seconds` of session S in ffmpeg's own filters on one filter thread, as far as it has them; output is dropped. */
export function renderInFfmpeg(stemPaths: readonly string[], seconds: number): Promise<void> {
  const tracks = sessionTracks.map((track, index) => `[${index}:a]${trackFilters(track)}[t${index}]`)
  const master = [
    `${stemPaths.map((_, index) => `[t${index}]`).join('')}amix=inputs=${stemPaths.length}:normalize=0`,
    ...masterBands.map(bandFilter),
    `alimiter=level_in=${gainOf(limiter.driveDb)}:limit=${gainOf(limiter.ceilingDbtp)}:attack=${limiter.lookaheadMs}:release=${limiter.releaseMs}:level=0`,
    'ebur128=peak=true',
  ].join(',')
  return runFfmpeg([
    ...['-filter_complex_threads', '1'],
    ...stemPaths.flatMap((path) => ['-threads', '1', '-t', String(seconds), '-i', path]),
    ...['-filter_complex', `${tracks.join(';')};${master}[out]`, '-map', '[out]', '-f', 'null', '-'],
  ])
}
