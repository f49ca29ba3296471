import { openPoolReader } from '../../../main/pool/pool-reader.ts'
import { Engine } from '../../../shared/engine/engine.ts'
import { instantiateKernel } from '../../../shared/engine/kernel/kernel.ts'
import type { WasmModule } from '../../../shared/engine/kernel/webassembly.ts'
import { compilePlan } from '../../../shared/engine/mixer/plan.ts'
import { createMeter } from '../../../shared/measure/meter.ts'
import { type Run, Stopwatch } from './rounds.ts'
import type { SessionProject } from './session-project.ts'
import { SAMPLE_RATE } from './session-settings.ts'

/** What a worklet is asked for at once. */
const QUANTUM_FRAMES = 128
/** Blocks of sound that are read from the disk ahead, outside the time that counts. */
const READ_BLOCKS = 375

/**
 * What the worklet's work costs, measured in Node: `Engine.process(128)` for block after block, with the copying of every
 * track's block into the engine and the loudness meter behind it, over the first `seconds` of the session. Percent of one
 * core at the session's rate.
 */
export function workletCorePercent(module: WasmModule, project: SessionProject, seconds: number): Run {
  const kernel = instantiateKernel(module)
  const plan = compilePlan(project.document, project.songId, { stage: 'master' })
  const engine = new Engine(kernel, plan, { maxBlockFrames: QUANTUM_FRAMES })
  const meter = createMeter(kernel, SAMPLE_RATE, 2, 'bounded')
  const reader = openPoolReader(project.folder, project.assets)
  const tracks = project.assets.map(({ id }, index) => ({
    assetId: id,
    ahead: new Float32Array(READ_BLOCKS * QUANTUM_FRAMES * 2),
    input: kernel.f32(engine.inputPointer(`track-${index}`), QUANTUM_FRAMES * 2),
  }))
  let clock = 0
  let processor = 0
  const frames = seconds * SAMPLE_RATE
  try {
    for (let frame = 0; frame < frames; frame += READ_BLOCKS * QUANTUM_FRAMES) {
      for (const { assetId, ahead } of tracks) reader.read(assetId, frame, READ_BLOCKS * QUANTUM_FRAMES, ahead)
      const watch = new Stopwatch()
      for (let block = 0; block < READ_BLOCKS; block++) {
        const at = block * QUANTUM_FRAMES * 2
        for (const { ahead, input } of tracks) input.set(ahead.subarray(at, at + QUANTUM_FRAMES * 2))
        engine.process(QUANTUM_FRAMES)
        meter.pushPointer(engine.outputPointer(), QUANTUM_FRAMES)
      }
      const worked = watch.read()
      clock += worked.clock
      processor += worked.thread
    }
  } finally {
    reader.close()
  }
  return { byClock: (100 * clock) / seconds, byProcessor: (100 * processor) / seconds }
}
