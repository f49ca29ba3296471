// How fast an album becomes files beside ffmpeg's filters, and how much memory that takes: docs/bench.md says what is rendered.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { albumToFiles } from '../../main/bounce/album-to-files.ts'
import { poolAudioPath, rendersPath } from '../../main/pool/project-files.ts'
import { mixdownKey } from '../../shared/model/render-state.ts'
import { ALBUM_SONGS, makeAlbumProject, SONG_SECONDS } from './support/album-project.ts'
import { hasFfmpeg, runFfmpeg } from './support/ffmpeg.ts'
import { alternate, machine, timesRealTime } from './support/rounds.ts'
import { figure, printJson, printTable, spread, wantsJson } from './support/table.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const MEMORY_POLL_MS = 20
const SECONDS = ALBUM_SONGS * SONG_SECONDS
const ran = machine()
const folder = temporaryFolder()
const document = await makeAlbumProject(folder)
const out = join(folder, 'out')
mkdirSync(out)
const mixdowns = new Set(Object.keys(document.songs).map((id) => mixdownKey(document, id)))

/** Leaves the mixdowns alone, so that every round renders the same. */
function forget(): void {
  for (const name of readdirSync(rendersPath(folder)))
    if (!mixdowns.has(name.slice(0, 64))) rmSync(join(rendersPath(folder), name))
}

const megabytes = () => process.memoryUsage().rss / 2 ** 20
const idle = megabytes()
let highest = idle
let loudest = 0

async function album(): Promise<void> {
  const poll = setInterval(() => {
    highest = Math.max(highest, megabytes())
  }, MEMORY_POLL_MS)
  const { files, masters } = await albumToFiles({
    project: { path: folder, document },
    folder: out,
    depth: '24',
    dither: 'flat',
  })
  clearInterval(poll)
  for (const [index, { measurement }] of files.entries())
    loudest = Math.max(loudest, Math.abs(measurement.integratedLufs! - masters[index]!.targetLufs!))
}

const bands = 'equalizer=f=120:t=q:w=0.7:g=1.5,equalizer=f=9000:t=q:w=0.7:g=2'
const dynamics = 'acompressor=threshold=0.08:ratio=2,acompressor=threshold=0.1:ratio=1.5'
const filters = `${bands},${dynamics},asoftclip=oversample=4,equalizer=f=9000:t=q:w=0.7:g=1,loudnorm=I=-14:TP=-1,aresample=48000,alimiter=limit=0.89:level=0`
const input = Object.values(document.assets)[0]!
/** As fast whatever the length, and slow: one song tells its pace. */
const ffmpeg = () =>
  runFfmpeg([
    ...['-i', poolAudioPath(folder, input.poolHash)],
    ...['-af', filters, '-c:a', 'pcm_s24le', join(out, 'ffmpeg.wav')],
  ])

const measured = await alternate({
  album: async () => {
    forget()
    return timesRealTime(SECONDS, 'this process', album)
  },
  again: () => timesRealTime(SECONDS, 'this process', album),
  ...(hasFfmpeg() && { ffmpeg: () => timesRealTime(SONG_SECONDS, 'elsewhere', ffmpeg) }),
})
const whole = measured.get('album')!
const again = measured.get('again')!
const theirs = measured.get('ffmpeg')

if (wantsJson)
  printJson('mixwright.bench.album/1', {
    album: whole.byClock.median,
    again: again.byClock.median,
    ffmpeg: theirs?.byClock.median ?? null,
    seconds: SECONDS / whole.byClock.median,
    growthMegabytes: highest - idle,
    idleMegabytes: idle,
    farthestFromTargetLu: loudest,
    results: Object.fromEntries(measured),
    machine: ran,
  })
else {
  printTable(
    `${ALBUM_SONGS} mixdowns of ${SONG_SECONDS} s through two racks into 24 bit files, in × real time; budget ≥ 45`,
    ran,
    ['', 'by the clock', '÷ Mixwright', 'by processor time'],
    [
      ['Everything from the mixdowns on', spread(whole.byClock), '1', spread(whole.byProcessor)],
      [
        'Again, with nothing stale',
        spread(again.byClock),
        figure(again.byClock.median / whole.byClock.median),
        spread(again.byProcessor),
      ],
      ...(theirs ? [['ffmpeg', spread(theirs.byClock), figure(theirs.byClock.median / whole.byClock.median), '']] : []),
    ],
  )
  console.log(`The album takes ${figure(SECONDS / whole.byClock.median)} s; budget ≤ 60 s.`)
  console.log(`Memory: ${figure(idle)} MB idle, at most ${figure(highest - idle)} MB more; budget ≤ 400 MB.`)
  console.log(`Files are at most ${figure(loudest)} LU off their targets.`)
}
