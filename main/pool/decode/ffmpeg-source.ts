import { spawn } from 'node:child_process'
import { AudioFileError } from '../../../shared/formats/audio-file-error.ts'
import { parseBytes } from '../../../shared/formats/byte-source.ts'
import { decodePcm } from '../../../shared/formats/pcm.ts'
import { type WavLayout, wavParser } from '../../../shared/formats/wav-read.ts'
import { findSystemFfmpeg } from '../system-ffmpeg.ts'
import type { AudioSource } from './audio-source.ts'

/** ffmpeg's name of a demuxer, so that no file can talk it into another. */
export type FfmpegDemuxer = 'mov' | 'aac'

const codecNames: Record<string, string> = { aac: 'AAC', alac: 'ALAC', mp3: 'MP3', ac3: 'AC-3', eac3: 'E-AC-3' }
/** Enough for the header that ffmpeg writes, which is around a hundred bytes. */
const headerBytes = 4096

/**
 * AAC and ALAC through the system's ffmpeg, as a float WAV on a pipe: ffmpeg drops the delay that the file's edit list or
 * iTunSMPB tag tells. Throws AudioFileError where there is no ffmpeg.
 */
export async function openWithFfmpeg(
  path: string,
  demuxer: FfmpegDemuxer,
  fileName: string,
  command = 'ffmpeg',
): Promise<AudioSource> {
  const ffmpeg = await findSystemFfmpeg(command)
  if (ffmpeg === null) {
    throw new AudioFileError(
      'ffmpeg-missing',
      `“${fileName}” is ${demuxer === 'mov' ? 'an M4A' : 'an AAC'} file, which needs ffmpeg to be decoded, and there is none on this machine.`,
      'Install ffmpeg (on Debian: apt install ffmpeg), or export the file as WAV or FLAC.',
    )
  }
  const child = spawn(
    ffmpeg.command,
    // biome-ignore format: one option a line reads as a table
    [
      '-hide_banner', '-nostdin', '-nostats', '-v', 'info',
      '-protocol_whitelist', 'file,pipe',
      '-f', demuxer, '-i', `file:${path}`,
      '-map', '0:a:0', '-map_metadata', '-1', '-bitexact',
      '-c:a', 'pcm_f32le', '-f', 'wav', 'pipe:1',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-65_536)
  })
  const ended = new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null))
    child.on('close', (code) => resolve(code))
  })
  const output: AsyncIterator<Buffer> = child.stdout[Symbol.asyncIterator]()
  let head: Uint8Array = new Uint8Array(0)
  let ranOut = false
  while (!ranOut && head.length < headerBytes) {
    const next = await output.next()
    if (next.done) ranOut = true
    else head = joined(head, next.value)
  }
  if (head.length === 0) {
    await ended
    throw new AudioFileError(
      'damaged',
      `“${fileName}” could not be decoded: ffmpeg found no sound in it.`,
      'Play it in another program; if that fails too, export it again.',
    )
  }
  const layout: WavLayout = parseBytes(wavParser(Number.MAX_SAFE_INTEGER, fileName), head)
  const bytesPerFrame = layout.channels * 4
  const durationSeconds = declaredDuration(log)
  const notes: string[] = []
  if (demuxer === 'aac') {
    notes.push(
      `“${fileName}” does not tell its encoder's delay: it may begin up to ${Math.round((2112 / layout.sampleRate) * 1000)} ms late.`,
    )
  }
  let frames = 0
  return {
    format: codecNames[/Audio: (\w+)/.exec(log)?.[1] ?? ''] ?? 'M4A',
    sampleRate: layout.sampleRate,
    channels: layout.channels,
    expectedFrames: null,
    notes,
    async *pieces() {
      let rest = head.subarray(layout.dataOffset)
      for (;;) {
        const whole = Math.floor(rest.length / bytesPerFrame)
        if (whole > 0) {
          const piece = new Float32Array(whole * layout.channels)
          decodePcm(rest, 'f32', false, piece)
          frames += whole
          rest = rest.subarray(whole * bytesPerFrame)
          yield piece
        }
        const next = ranOut ? ({ done: true, value: undefined } as const) : await output.next()
        if (next.done) break
        rest = joined(rest, next.value)
      }
      const code = await ended
      if (code !== 0 || /(Error while decoding|Invalid data|partial file|truncat)/i.test(log)) {
        notes.push(`“${fileName}” is cut off or damaged: ffmpeg could not decode all of it; what it decoded was read.`)
      }
    },
    progress: () =>
      durationSeconds === null ? 0 : Math.min(1, frames / Math.max(1, durationSeconds * layout.sampleRate)),
    async close() {
      child.stdout.destroy()
      child.kill('SIGKILL')
      await ended
    },
  }
}

function declaredDuration(log: string): number | null {
  const match = /Duration: (\d+):(\d+):([\d.]+)/.exec(log)
  return match === null ? null : Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const out = new Uint8Array(a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}
