import { create } from 'zustand'
import { HISTORY_SECONDS } from '../../../shared/measure/sound-scan.ts'
import { notifyError } from '../../document/notices.ts'
import { loadKernelModule } from '../../live/kernel-module.ts'
import { player } from '../../live/player.ts'
import type { MeasuredSong } from '../measure/measure-song.ts'
import { useMeasured } from '../measure/measured-songs.ts'
import { type CodeRequest, codeSound, sidesOf } from './code-in-worker.ts'
import type { CodedSound } from './codec-worker.ts'
import { type Codec, codecRates } from './codecs.ts'

/** A measured master through a codec. */
export interface CodecPreview {
  readonly of: MeasuredSong
  readonly codec: Codec
  readonly kbps: number
  readonly coded: CodedSound
}

/** What of it is heard: the master as the codec leaves it, or only what it changes. */
export type PreviewPart = 'coded' | 'difference'

interface CodecState {
  readonly codec: Codec
  readonly kbps: Readonly<Record<Codec, number>>
  readonly preview: CodecPreview | null
  readonly part: PreviewPart
  readonly running: { readonly fraction: number; readonly cancel: () => void } | null
}

export const useCodecPreview = create<CodecState>(() => ({
  codec: 'aac',
  kbps: { aac: codecRates.aac.usual, mp3: codecRates.mp3.usual, opus: codecRates.opus.usual },
  preview: null,
  part: 'coded',
  running: null,
}))

// A preview lasts as long as the measurements do.
useMeasured.subscribe(({ measured }, before) => {
  const { preview } = useCodecPreview.getState()
  if (measured === before.measured || !preview) return
  if (!Object.values(measured).includes(preview.of)) forgetPreview()
})

export function chooseCodec(codec: Codec): void {
  useCodecPreview.setState({ codec })
}

export function chooseKbps(kbps: number): void {
  useCodecPreview.setState((state) => ({ kbps: { ...state.kbps, [state.codec]: kbps } }))
}

function forgetPreview(): void {
  player.preview.load(null)
  useCodecPreview.setState({ preview: null })
}

/** Sends a measured master through the chosen codec and puts it at hand to be heard. Says why when it cannot. */
export async function makePreview(of: MeasuredSong): Promise<void> {
  const { codec, kbps, running } = useCodecPreview.getState()
  if (!of.master.sound) return
  running?.cancel()
  const abort = new AbortController()
  const cancel = () => {
    abort.abort()
    useCodecPreview.setState({ running: null })
  }
  const show = (fraction: number) => {
    if (!abort.signal.aborted) useCodecPreview.setState({ running: { fraction, cancel } })
  }
  show(0)
  try {
    const kernelModule = await loadKernelModule()
    const { sampleRate } = of
    const { sound } = of.master
    const request: CodeRequest = { kernelModule, sound, sampleRate, codec, kbps: kbps[codec] }
    const coded = await codeSound(request, show, abort.signal)
    if (abort.signal.aborted) return
    const preview = { of, codec, kbps: kbps[codec], coded }
    await load(preview, useCodecPreview.getState().part)
    if (!abort.signal.aborted) useCodecPreview.setState({ preview, running: null })
  } catch (error) {
    if (abort.signal.aborted) return
    useCodecPreview.setState({ running: null })
    notifyError(error)
  }
}

let loading: AbortController | null = null

/** Takes what is to be heard into memory. */
async function load({ of, coded }: CodecPreview, part: PreviewPart): Promise<void> {
  loading?.abort()
  const abort = new AbortController()
  loading = abort
  const sound = part === 'coded' ? coded.decoded : coded.difference
  const sides = await sidesOf(sound, abort.signal)
  const buffer = new AudioBuffer({ length: sides[0]!.length, numberOfChannels: 2, sampleRate: of.sampleRate })
  for (const [side, samples] of sides.entries()) {
    buffer.copyToChannel(samples, side)
    // A long one is copied side by side, so that the window goes on in between.
    await new Promise((resolve) => setTimeout(resolve))
  }
  if (abort.signal.aborted) return
  const { integratedLufs } = coded
  const original = of.master.measurement.integratedLufs
  player.preview.load({
    buffer,
    firstFrame: of.startFrame,
    gainDb: original === null || integratedLufs === null ? 0 : original - integratedLufs,
    masterLufsAt: (frame) => {
      const index = Math.floor((frame - of.startFrame) / (HISTORY_SECONDS * of.sampleRate)) - 1
      const lufs = of.master.shortTermLufs[index]
      return lufs === undefined || Number.isNaN(lufs) ? null : lufs
    },
  })
}

/** Hears the coded master, or what the codec changed. */
export function choosePart(part: PreviewPart): void {
  const { part: before, preview } = useCodecPreview.getState()
  if (before === part) return
  useCodecPreview.setState({ part })
  if (!preview) return
  load(preview, part).catch((error: unknown) => {
    if (!loading?.signal.aborted) notifyError(error)
  })
}
