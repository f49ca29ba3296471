import type { MediaSound } from '../../shared/contract/media.ts'
import type { Id } from '../../shared/model/document.ts'
import { formatBytes } from '../../shared/model/units.ts'
import { useSampleRate } from '../document/hooks.ts'
import { formatDuration } from '../document/musical-time.ts'
import { Button } from '../ui/button.tsx'

interface StateText {
  tone: 'ok' | 'bad' | 'idle'
  text: string
  /** What it means, for the tooltip. */
  tip: string
}

function stateOf({ state, uses, inHistory }: MediaSound): StateText {
  if (state === 'missing')
    return { tone: 'bad', text: 'offline', tip: 'Its file is missing from the project; its clips are silent' }
  if (state === 'damaged')
    return { tone: 'bad', text: 'damaged', tip: 'Its file does not hold the sound that was imported' }
  if (uses.length > 0) return { tone: 'ok', text: 'ok', tip: 'Whole, and used' }
  return inHistory
    ? { tone: 'idle', text: 'kept for undo', tip: 'Nothing plays it now, and undo or redo brings back what does' }
    : { tone: 'idle', text: 'unused', tip: 'Nothing plays it, and no step of the history brings back what does' }
}

function places({ uses }: MediaSound): string {
  return uses
    .map(({ title, clips, others }) => {
      const parts = [
        ...(clips > 0 ? [`${clips} ${clips === 1 ? 'clip' : 'clips'}`] : []),
        ...(others > 0 ? [`${others} ${others === 1 ? 'device' : 'devices'}`] : []),
      ]
      return `${title} (${parts.join(', ')})`
    })
    .join(', ')
}

interface MediaTableProps {
  sounds: readonly MediaSound[]
  onRelink: (assetId: Id) => void
  onReplace: (assetId: Id) => void
  /** Whether relinking and replacing are possible now. */
  canChange: boolean
}

/** All audio of the project, what is offline first. */
export function MediaTable({ sounds, onRelink, onReplace, canChange }: MediaTableProps) {
  const sampleRate = useSampleRate()
  const inOrder = [...sounds].sort((a, b) => Number(a.state === 'ok') - Number(b.state === 'ok'))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className="media-scroll" aria-label="Audio of the project" tabIndex={0}>
      <table className="media-table" data-testid="media-table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Format</th>
            <th scope="col" className="media-number">
              Length
            </th>
            <th scope="col" className="media-number">
              Size
            </th>
            <th scope="col">Used in</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {inOrder.map((sound) => {
            const { tone, text, tip } = stateOf(sound)
            return (
              <tr key={sound.assetId} data-testid="media-row" data-state={sound.state} data-name={sound.name}>
                <th scope="row" data-tip={sound.originalName}>
                  {sound.name}
                </th>
                <td>
                  {sound.sourceFormat}, {sound.channels === 1 ? 'mono' : 'stereo'}
                  {sound.sourceRate === sampleRate ? '' : `, ${sound.sourceRate / 1000} kHz`}
                  {sound.hasOriginal ? '' : ', no original'}
                </td>
                <td className="media-number">{formatDuration(sound.frames, sampleRate)}</td>
                <td className="media-number">{formatBytes(sound.bytes)}</td>
                <td>{places(sound) || '–'}</td>
                <td>
                  <span className="media-state" data-tone={tone} data-tip={tip}>
                    {text}
                  </span>
                  {sound.state !== 'ok' && (
                    <Button
                      className="media-relink"
                      aria-label={`Relink ${sound.name}`}
                      disabled={!canChange}
                      onClick={() => onRelink(sound.assetId)}
                    >
                      Relink…
                    </Button>
                  )}
                  {sound.uses.some(({ clips }) => clips > 0) && (
                    <Button
                      className="media-relink"
                      aria-label={`Replace the file of ${sound.name}`}
                      disabled={!canChange}
                      onClick={() => onReplace(sound.assetId)}
                    >
                      Replace…
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
