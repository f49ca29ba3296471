import { type Browser, chromium, type Page } from '@playwright/test'
import type { Run } from './rounds.ts'
import {
  type Band,
  compressor,
  gainOf,
  masterBands,
  SAMPLE_RATE,
  sessionTracks,
  type TrackSettings,
} from './session-settings.ts'
import { sessionStem } from './session-stem.ts'
import { systemChromium } from './system-chromium.ts'

/** The session in the nodes that every browser has, in the system's Chromium. */
export interface WebAudioSession {
  readonly version: string
  /** Renders once, without making the stems: × real time. */
  render(): Promise<Run>
  close(): Promise<void>
}

interface PageSettings {
  readonly tracks: readonly TrackSettings[]
  readonly masterBands: readonly Band[]
  readonly compressor: typeof compressor
  readonly faders: readonly number[]
  readonly sampleRate: number
  readonly seconds: number
}

/** Runs in the page: builds the graph over stems made once, renders it, and gives back the seconds that took. */
async function renderInPage(settings: PageSettings): Promise<number> {
  const page = globalThis as unknown as { makeStem: typeof sessionStem; stems?: AudioBuffer[] }
  const { tracks, masterBands, compressor, faders, sampleRate, seconds } = settings
  const context = new OfflineAudioContext(2, seconds * sampleRate, sampleRate)
  page.stems ??= tracks.map((_, track) => {
    const stem = page.makeStem(track, seconds, sampleRate)
    const buffer = context.createBuffer(2, seconds * sampleRate, sampleRate)
    for (let side = 0; side < 2; side++) {
      const channel = buffer.getChannelData(side)
      for (let frame = 0; frame < channel.length; frame++) channel[frame] = stem[frame * 2 + side]!
    }
    return buffer
  })
  const types = { highPass: 'highpass', lowShelf: 'lowshelf', bell: 'peaking', highShelf: 'highshelf' } as const
  const filters = (bands: readonly Band[], from: AudioNode) =>
    bands.reduce((last, { type, freqHz, gainDb, q }) => {
      const filter = new BiquadFilterNode(context, { type: types[type], frequency: freqHz, gain: gainDb, Q: q })
      return last.connect(filter)
    }, from)
  const compress = (from: AudioNode) =>
    from.connect(
      new DynamicsCompressorNode(context, {
        threshold: compressor.thresholdDb,
        ratio: compressor.ratio,
        knee: compressor.kneeDb,
        attack: compressor.attackMs / 1000,
        release: compressor.releaseMs / 1000,
      }),
    )
  const sum = new GainNode(context)
  for (const [index, { bands, pan }] of tracks.entries()) {
    const source = new AudioBufferSourceNode(context, { buffer: page.stems[index]! })
    compress(filters(bands, source))
      .connect(new GainNode(context, { gain: faders[index]! }))
      .connect(new StereoPannerNode(context, { pan }))
      .connect(sum)
    source.start()
  }
  compress(filters(masterBands, sum)).connect(context.destination)
  const began = performance.now()
  await context.startRendering()
  return (performance.now() - began) / 1000
}

/** Opens Chromium with the first `seconds` of the session's stems; null, with a sentence, where there is none. */
export async function openWebAudioSession(seconds: number): Promise<WebAudioSession | null> {
  const executablePath = systemChromium()
  if (executablePath === null) {
    process.stderr.write('Chromium is not installed, so Web Audio is left out (Debian: apt-get install chromium).\n')
    return null
  }
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  })
  const page: Page = await browser.newPage()
  await page.evaluate(`globalThis.makeStem = ${sessionStem.toString()}`)
  const settings: PageSettings = {
    tracks: sessionTracks,
    masterBands,
    compressor,
    faders: sessionTracks.map(({ faderDb }) => gainOf(faderDb)),
    sampleRate: SAMPLE_RATE,
    seconds,
  }
  return {
    version: browser.version(),
    render: async () => ({ byClock: seconds / (await page.evaluate(renderInPage, settings)) }),
    close: () => browser.close(),
  }
}
