// How fast session S is rendered, beside what else could render it on the same machine: docs/bench.md says what it is.
import { loadKernelModule } from '../../main/kernel-module.ts'
import { hasFfmpeg } from './support/ffmpeg.ts'
import { alternate, machine, timesRealTime } from './support/rounds.ts'
import { renderInFfmpeg } from './support/session-ffmpeg.ts'
import { makeSessionProject } from './support/session-project.ts'
import { referenceStems, renderReference } from './support/session-reference.ts'
import { renderOnOneThread, renderOnTwoThreads } from './support/session-render.ts'
import { SESSION_SECONDS, sessionTracks } from './support/session-settings.ts'
import { openWebAudioSession } from './support/session-web-audio.ts'
import { workletCorePercent } from './support/session-worklet.ts'
import { figure, printJson, printTable, spread, wantsJson } from './support/table.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

/** The peers are slower and render only a beginning of the session, so that the bench ends soon; the reference still less. */
const PEER_SECONDS = 12
const REFERENCE_SECONDS = 1

const ran = machine()
const project = makeSessionProject(temporaryFolder())
const module = await loadKernelModule()
const stems = referenceStems(REFERENCE_SECONDS)
const webAudio = await openWebAudioSession(PEER_SECONDS)

const measured = await alternate({
  oneThread: () => timesRealTime(SESSION_SECONDS, 'this thread', () => renderOnOneThread(module, project)),
  twoThreads: () => timesRealTime(SESSION_SECONDS, 'this process', () => renderOnTwoThreads(module, project)),
  workletCorePercent: () => workletCorePercent(module, project, SESSION_SECONDS),
  reference: () => timesRealTime(REFERENCE_SECONDS, 'this thread', async () => renderReference(stems)),
  ...(webAudio && { webAudioNodes: webAudio.render }),
  ...(hasFfmpeg() && {
    ffmpeg: () => timesRealTime(PEER_SECONDS, 'elsewhere', () => renderInFfmpeg(project.stemPaths, PEER_SECONDS)),
  }),
})
await webAudio?.close()
const { integratedLufs, truePeakDbtp } = await renderOnOneThread(module, project)
const median = (name: string) => measured.get(name)?.byClock.median ?? null

if (wantsJson)
  printJson('mixwright.bench.session-s/1', {
    oneThread: median('oneThread'),
    twoThreads: median('twoThreads'),
    workletCorePercent: median('workletCorePercent'),
    reference: median('reference'),
    webAudioNodes: median('webAudioNodes'),
    ffmpeg: median('ffmpeg'),
    results: Object.fromEntries(measured),
    integratedLufs,
    truePeakDbtp,
    machine: ran,
  })
else {
  const rows = [
    { name: 'oneThread', label: 'Mixwright, one thread', budget: '≥ 45' },
    { name: 'twoThreads', label: 'Mixwright, two threads', budget: '≥ 80' },
    { name: 'reference', label: "the tests' float64 reference", budget: '' },
    { name: 'webAudioNodes', label: `Web Audio nodes, offline, Chromium ${webAudio?.version}`, budget: '' },
    { name: 'ffmpeg', label: "ffmpeg's filters, one filter thread", budget: '' },
  ].flatMap(({ name, label, budget }) => {
    const result = measured.get(name)
    if (!result) return []
    const { byClock, byProcessor } = result
    return [[label, spread(byClock), budget, figure(byClock.median / median('oneThread')!), spread(byProcessor)]]
  })
  const worklet = measured.get('workletCorePercent')!
  printTable(
    `Session S: ${sessionTracks.length} stereo tracks of ${SESSION_SECONDS} s, in × real time`,
    ran,
    ['', 'by the clock', 'budget', '÷ one thread', 'by processor time'],
    rows,
  )
  console.log(
    `Engine.process(128) in Node, as a worklet calls it, and the loudness meter: ${spread(worklet.byClock)} % of one core; budget ≤ 6 %.`,
  )
  console.log(`What was rendered measures ${integratedLufs?.toFixed(1)} LUFS and ${truePeakDbtp?.toFixed(2)} dBTP.`)
  if (webAudio)
    console.log(
      'Web Audio and ffmpeg do less: no bands, saturation, width or such a limiter; Web Audio has no meter either.',
    )
}
