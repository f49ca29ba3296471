import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { RenderRange, RenderStage } from '../../shared/engine/offline/render-job.ts'
import type { Song } from '../../shared/model/document.ts'
import { offlineSentence } from '../../shared/model/offline-audio.ts'
import { formatNumber } from '../../shared/model/units.ts'
import { openAlbumBounce } from '../album/render/bounce-dialog.tsx'
import { setView } from '../app/view-state.ts'
import { paramOf } from '../devices/device-param.ts'
import { documentStore } from '../document/document-store.ts'
import {
  useDevices,
  useDocument,
  useDocumentState,
  useMarkers,
  useSampleRate,
  useSong,
  useSongs,
} from '../document/hooks.ts'
import { formatTime } from '../document/musical-time.ts'
import { useNativeDialogs } from '../document/native-dialogs.ts'
import { notifyError } from '../document/notices.ts'
import { useMissedAudio } from '../media/offline-store.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { chooseBounceExtent, stretchesOf, useBounceExtent } from './bounce-extent.ts'
import { BounceList } from './bounce-list.tsx'
import { queueBounce } from './bounce-queue.ts'
import { useFileFormat } from './format-fields.tsx'
import './deliver.css'

const stageOptions = [
  { value: 'master', label: 'Master: through the rack, to the target' },
  { value: 'mix', label: 'Mix: without the rack' },
] as const

/** A song's title as a file name that every system takes. */
function fileName(title: string): string {
  return title.replace(/[\\/:*?"<>|\p{Cc}]/gu, '-').replace(/^\.+|[. ]+$/g, '') || 'Song'
}

/** Where a song is bounced unless the user says otherwise: the project's own folder for renders. */
function usualPath(projectPath: string, song: Song, rangeName: string | null, stage: RenderStage): string {
  const separator = projectPath.includes('\\') ? '\\' : '/'
  const what = rangeName === null ? song.title : `${song.title} - ${rangeName}`
  const name = `${fileName(what)}${stage === 'mix' ? ' (mix)' : ''}.wav`
  return [projectPath, 'renders', name].join(separator)
}

/** "0:12.5 – 0:40.0", from where to where a range goes. */
function formatStretch({ startFrame, endFrame }: RenderRange, sampleRate: number): string {
  const at = (frame: number) => formatTime(frame, sampleRate, 1)
  return `${at(startFrame)} – ${endFrame === null ? 'end' : at(endFrame)}`
}

/** What the master will be: its target and its ceiling, in a sentence. */
function TargetLine({ song }: { song: Song }) {
  const last = useDevices(song.id).at(-1)
  if (last?.kind !== 'limiter' || last.bypass)
    return <p className="bounce-muted">The rack does not end in a limiter, so loudness and peaks stay as they are.</p>
  const ceiling = `ceiling ${formatNumber(paramOf(last, 'ceiling'), 1)} dBTP`
  const target = song.targetLufs === null ? 'drive as set' : `${formatNumber(song.targetLufs, 1)} LUFS`
  return (
    <p className="bounce-muted">
      {target}, {ceiling}. Set them on the Master page.
    </p>
  )
}

/** What a bounce would leave silent, and the way to it; nothing where all audio is there. */
function OfflineLine({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <div className="bounce-offline" role="alert" data-testid="bounce-offline">
      <TriangleAlert size={14} aria-hidden />
      <span>{offlineSentence(names)}</span>
      <Button onClick={() => setView({ overlay: 'media' })}>Find it…</Button>
    </div>
  )
}

/** The first form of delivery: one song or all of them, as WAV. */
export function BouncePage() {
  const song = useSong()
  const songs = useSongs()
  const projectPath = useDocumentState((state) => state.path)
  const sampleRate = useSampleRate()
  const [stage, setStage] = useState<RenderStage>('master')
  const { format, fields } = useFileFormat()
  const [typedPath, setTypedPath] = useState<string | null>(null)
  const nativeDialogs = useNativeDialogs()
  const extent = useBounceExtent((state) => state.extent)
  const hasAlbum = useDocument((document) => Object.keys(document.albumItems).length > 0, false)
  const markers = useMarkers()
  const missed = useMissedAudio(song?.id)
  if (!song || projectPath === null) return null
  const stretches = stretchesOf(song, markers)
  // A range that is gone, or another song's, leaves the whole song.
  const stretch = stretches.find(({ id }) => id === extent) ?? null
  const path = typedPath ?? usualPath(projectPath, song, stretch?.name ?? null, stage)

  async function choosePath(): Promise<void> {
    try {
      const chosen = await documentStore.api().call('dialog.saveAudio', { suggestedPath: path })
      if (chosen.path !== null) setTypedPath(chosen.path)
    } catch (error) {
      notifyError(error)
    }
  }

  return (
    <div className="bounce-page" data-testid="bounce-page">
      <section className="bounce-form" aria-label="New bounce">
        <h1 className="bounce-title">Bounce {song.title}</h1>
        <Select label="What" showLabel value={stage} options={stageOptions} onChange={setStage} testId="bounce-stage" />
        {stretches.length > 0 && (
          <Select
            label="Range"
            showLabel
            value={stretch?.id ?? 'song'}
            options={[
              { value: 'song', label: 'Whole song' },
              ...stretches.map(({ id, name, range }) => ({
                value: id,
                label: `${id === 'loop' ? 'Loop' : name}: ${formatStretch(range, sampleRate)}`,
              })),
            ]}
            onChange={chooseBounceExtent}
            testId="bounce-range"
          />
        )}
        {stretch && (
          <p className="bounce-muted">
            Exactly its frames. Devices begin at rest where it begins, as they do at the start of a song.
          </p>
        )}
        {fields}
        {stage === 'master' && <TargetLine song={song} />}
        <label className="text-field">
          File
          <input value={path} data-testid="bounce-path" onChange={(event) => setTypedPath(event.target.value)} />
        </label>
        <OfflineLine names={missed} />
        <div className="bounce-actions">
          {nativeDialogs && <Button onClick={() => void choosePath()}>Choose…</Button>}
          {songs.length > 1 && (
            <Button
              data-tip="Each song goes into the project's folder for renders"
              onClick={() => {
                for (const each of songs)
                  queueBounce({
                    songId: each.id,
                    range: null,
                    rangeName: null,
                    stage,
                    ...format,
                    path: usualPath(projectPath, each, null, stage),
                  })
              }}
            >
              Bounce all {songs.length} songs
            </Button>
          )}
          {hasAlbum && <Button onClick={openAlbumBounce}>Bounce the album…</Button>}
          <span className="spacer" />
          <Button
            variant="primary"
            data-testid="bounce-start"
            onClick={() => {
              queueBounce({
                songId: song.id,
                range: stretch?.range ?? null,
                rangeName: stretch?.name ?? null,
                stage,
                ...format,
                path,
              })
              setTypedPath(null)
            }}
          >
            {missed.length === 0 ? 'Bounce' : 'Bounce without it'}
          </Button>
        </div>
      </section>
      <section className="bounce-queue" aria-label="Bounces">
        <h2 className="bounce-title">Bounces</h2>
        <BounceList />
      </section>
    </div>
  )
}
