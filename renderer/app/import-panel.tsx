import { Check, X } from 'lucide-react'
import { useEffect } from 'react'
import { useAlbumWork } from '../album/render/album-renders.ts'
import { AlbumWorkPanel } from '../album/render/album-work.tsx'
import { documentStore } from '../document/document-store.ts'
import { cancelImport, dismissImport, type ImportJob, type ImportRow, useImports } from '../document/import-files.ts'
import { Button, IconButton } from '../ui/button.tsx'

const phaseNames: Record<ImportRow['phase'], string> = {
  waiting: 'waiting',
  upload: 'copying',
  convert: 'converting',
  ready: 'ready',
  done: 'done',
  failed: 'failed',
}
/** A job with nothing to tell goes away by itself. */
const goneMs = 2500

function Row({ row }: { row: ImportRow }) {
  return (
    <li className={`import-row import-${row.phase}`}>
      <span className="import-name">{row.name}</span>
      <span className="import-phase">
        {row.phase === 'done' ? <Check size={12} aria-label="imported" /> : phaseNames[row.phase]}
      </span>
      {row.phase !== 'done' && row.phase !== 'failed' && (
        <progress max={1} value={row.fraction} aria-label={`Progress of ${row.name}`} />
      )}
      {row.error && (
        <p className="import-fault">
          {row.error.message} <span className="notice-remedy">{row.error.remedy}</span>
        </p>
      )}
      {row.notes.map((note) => (
        <p key={note} className="import-note">
          {note}
        </p>
      ))}
    </li>
  )
}

/** Whether there is more to say of a file than that it is there. */
function hasNews(row: ImportRow): boolean {
  return row.error !== null || row.notes.length > 0
}

function JobPanel({ job }: { job: ImportJob }) {
  const failed = job.rows.filter((row) => row.phase === 'failed').length
  const done = job.rows.filter((row) => row.phase === 'done').length
  const running = job.state === 'running' || job.state === 'cancelling'
  const quiet = !running && !job.rows.some(hasNews)
  useEffect(() => {
    if (!quiet) return
    const timer = window.setTimeout(() => dismissImport(job.id), goneMs)
    return () => clearTimeout(timer)
  }, [quiet, job.id])
  const total = job.rows.length
  const title =
    job.state === 'cancelled'
      ? 'Import cancelled'
      : running
        ? `Importing ${total} ${total === 1 ? 'file' : 'files'}`
        : failed > 0
          ? `${done} of ${total} imported, ${failed} could not be read`
          : `${total} ${total === 1 ? 'file' : 'files'} imported`
  return (
    <section className="import-panel" aria-label="Import" data-testid="import-panel" data-state={job.state}>
      <header>
        <h2 role="status">{title}</h2>
        {running ? (
          <Button disabled={job.state === 'cancelling'} onClick={() => cancelImport(documentStore.api(), job.id)}>
            Cancel
          </Button>
        ) : (
          <IconButton icon={X} label="Close" variant="quiet" onClick={() => dismissImport(job.id)} />
        )}
      </header>
      <ul>
        {(running ? job.rows : job.rows.filter(hasNews)).map((row) => (
          <Row key={row.ref} row={row} />
        ))}
      </ul>
    </section>
  )
}

/** What is being imported, file by file, and what could not be; and below it what is being rendered for the album. */
export function ImportPanel() {
  const jobs = useImports((state) => state.jobs)
  const isRendering = useAlbumWork((state) => state.work !== null)
  if (jobs.length === 0 && !isRendering) return null
  return (
    <div className="import-panels">
      {jobs.map((job) => (
        <JobPanel key={job.id} job={job} />
      ))}
      <AlbumWorkPanel />
    </div>
  )
}
