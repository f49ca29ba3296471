import type { CompiledSong } from './compiled-song.ts'
import { EngineNode } from './engine-node.ts'
import type { HostEvent } from './host/messages.ts'
import { Metronome } from './metronome.ts'
import { Monitor } from './monitor.ts'
import type { MonitorSettings } from './monitor-settings.ts'
import type { StreamEvent } from './stream/stream-messages.ts'

/** One audio context with everything that sounds in it. It lives until the project's rate changes or the project closes. */
export interface Session {
  readonly context: AudioContext
  readonly engine: EngineNode
  readonly monitor: Monitor
  readonly metronome: Metronome
  close(): void
}

/**
 * A mix is listened to, not played by hand: a little latency buys calm. With the 10 ms that "balanced" gives, a busy machine ran out of sound;
 * a hand is still heard within 50 ms.
 */
const LATENCY_SECONDS = 0.03

/** Opens the sound. Call in a user's gesture. Rejects with a sentence when there is no sound to be had. */
export async function openSession(
  song: CompiledSong,
  settings: MonitorSettings,
  onEvent: (event: HostEvent | StreamEvent) => void,
): Promise<Session> {
  if (!globalThis.crossOriginIsolated)
    throw new Error(
      'Playback needs a cross-origin isolated page, and this one is not. Open Mixwright by its own address or window.',
    )
  const context = new AudioContext({ sampleRate: song.plan.sampleRate, latencyHint: LATENCY_SECONDS })
  try {
    const [engine, monitor] = await Promise.all([
      EngineNode.open(context, song, onEvent),
      Monitor.open(context, settings),
    ])
    monitor.connect(engine.node)
    const metronome = new Metronome(monitor, () => engine.board.latencyFrames)
    metronome.follow(song)
    return {
      context,
      engine,
      monitor,
      metronome,
      close() {
        metronome.close()
        engine.close()
        monitor.close()
        if (context.state !== 'closed') void context.close()
      },
    }
  } catch (error) {
    if (context.state !== 'closed') void context.close()
    throw error
  }
}

/** The time of the context whose sound leaves the speakers now, in seconds. */
export function heardTime(context: AudioContext): number {
  const now = context.currentTime
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp()
  if (contextTime <= 0 || performanceTime <= 0) return now - (context.outputLatency || context.baseLatency || 0)
  return Math.min(now, contextTime + (performance.now() - performanceTime) / 1000)
}

/** How often the device ran out of sound, as far as the browser tells. */
export function underrunsOf(context: AudioContext): number {
  const { playbackStats } = context as AudioContext & { readonly playbackStats?: { readonly underrunEvents?: number } }
  return playbackStats?.underrunEvents ?? 0
}
