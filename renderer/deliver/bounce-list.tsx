import { FolderOpen, X } from 'lucide-react'
import { formatLevel, formatNumber } from '../../shared/model/units.ts'
import { documentStore } from '../document/document-store.ts'
import { notifyError } from '../document/notices.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { type BounceTask, cancelBounce, dismissBounce, useBounceQueue } from './bounce-queue.ts'

/** Seconds as "1:05". */
function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  return `${Math.floor(whole / 60)}:${`${whole % 60}`.padStart(2, '0')}`
}

/** Time left at the pace so far; empty until there is a pace. */
function timeLeft({ startedMs, fraction }: BounceTask): string {
  if (startedMs === null || fraction < 0.03) return ''
  const passed = (performance.now() - startedMs) / 1000
  return `${clock((passed * (1 - fraction)) / fraction)} left`
}

function Report({ task }: { task: BounceTask }) {
  if (!task.result) return null
  const { measurement, path, bytes, summary } = task.result
  const figures = [
    ['Loudness', `${formatLevel(measurement.integratedLufs)} LUFS`],
    ['True peak', `${formatLevel(measurement.truePeakDbtp, 2)} dBTP`],
    ['Range', measurement.rangeLu === null ? '–' : `${formatNumber(measurement.rangeLu, 1)} LU`],
    ['PLR', measurement.plrDb === null ? '–' : `${formatNumber(measurement.plrDb, 1)} dB`],
    ['Length', clock(measurement.frames / measurement.sampleRate)],
    ['Size', `${formatNumber(bytes / 1e6, 1)} MB`],
    ...(summary.driveDb === null ? [] : [['Drive', `${formatNumber(summary.driveDb, 2, true)} dB`]]),
  ]
  return (
    <div className="bounce-report" data-testid="bounce-report" data-path={path}>
      <dl className="bounce-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {summary.notes.map((note) => (
        <p key={note} className="bounce-note">
          {note}
        </p>
      ))}
    </div>
  )
}

function TaskRow({ task }: { task: BounceTask }) {
  const active = task.state === 'waiting' || task.state === 'running'
  const format = task.depth === '32f' ? '32 bit float' : `${task.depth} bit`
  return (
    <li className="bounce-task" data-state={task.state} data-testid="bounce-task">
      <div className="bounce-task-head">
        <strong>{task.title}</strong>
        <span className="bounce-muted">
          {task.rangeName !== null && `${task.rangeName} · `}
          {task.stage === 'mix' ? 'mix' : 'master'} · WAV {format}
        </span>
        <span className="spacer" />
        {task.state === 'waiting' && <span className="bounce-muted">waiting</span>}
        {task.state === 'running' && <span className="bounce-muted">{timeLeft(task)}</span>}
        {task.state === 'cancelled' && <span className="bounce-muted">cancelled</span>}
        {task.state === 'done' && <span className="bounce-done">done</span>}
        {active ? (
          <Button onClick={() => cancelBounce(task.id)}>Cancel</Button>
        ) : (
          <>
            {task.state === 'done' && (
              <IconButton
                icon={FolderOpen}
                label="Show in its folder"
                onClick={() =>
                  void documentStore.api().call('shell.showInFolder', { path: task.path }).catch(notifyError)
                }
              />
            )}
            <IconButton icon={X} label="Take off the list" onClick={() => dismissBounce(task.id)} />
          </>
        )}
      </div>
      <span className="bounce-path">{task.path}</span>
      {task.state === 'running' && (
        <progress className="bounce-progress" value={task.fraction} aria-label={`Bouncing ${task.title}`} />
      )}
      {task.error && (
        <p className="bounce-error" role="alert">
          {task.error.message} {task.error.remedy}
        </p>
      )}
      <Report task={task} />
    </li>
  )
}

/** What waits, runs and is done, oldest first. */
export function BounceList() {
  const tasks = useBounceQueue((queue) => queue.tasks)
  if (tasks.length === 0) return <p className="bounce-muted">Nothing has been bounced yet.</p>
  return (
    <ul className="bounce-list">
      {tasks.map((task) => (
        <TaskRow key={task.id} task={task} />
      ))}
    </ul>
  )
}
