import { Repeat, SkipForward, Trash2, Upload } from 'lucide-react'
import type { Marker } from '../../shared/model/document.ts'
import { isRange } from '../../shared/model/selectors.ts'
import {
  addMarker,
  addRangeOfLoop,
  exportRange,
  goToFrame,
  loopRange,
  removeMarker,
  renameMarker,
} from '../app/marker-actions.ts'
import { setView, useView } from '../app/view-state.ts'
import { useMarkers, useSampleRate, useTempoMap } from '../document/hooks.ts'
import { formatBars, formatDuration, formatTime } from '../document/musical-time.ts'
import { player } from '../live/player.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

function close(): void {
  setView({ overlay: null })
}

function MarkerRow({ marker }: { marker: Marker }) {
  const map = useTempoMap()
  const sampleRate = useSampleRate()
  const { name, frame } = marker
  return (
    <tr data-testid="marker-row">
      <td>
        <input
          className="marker-row-name"
          aria-label={`Name of ${name}`}
          defaultValue={name}
          maxLength={200}
          onBlur={(event) => renameMarker(marker, event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
          }}
        />
      </td>
      <td>{formatBars(frame, map)}</td>
      <td>{formatTime(frame, sampleRate, 3)}</td>
      <td>{isRange(marker) ? formatDuration(marker.endFrame - frame, sampleRate) : '–'}</td>
      <td>
        <div className="marker-row-actions">
          <IconButton
            icon={SkipForward}
            label={`Go to ${name}`}
            onClick={() => {
              goToFrame(frame)
              close()
            }}
          />
          {isRange(marker) && (
            <>
              <IconButton icon={Repeat} label={`Loop ${name}`} onClick={() => loopRange(marker)} />
              <IconButton
                icon={Upload}
                label={`Export ${name}`}
                onClick={() => {
                  close()
                  exportRange(marker)
                }}
              />
            </>
          )}
          <IconButton icon={Trash2} label={`Delete ${name}`} onClick={() => removeMarker(marker)} />
        </div>
      </td>
    </tr>
  )
}

/** The song's markers and named ranges, to go to, loop, export, rename and delete. */
export function MarkersDialog() {
  const isOpen = useView((view) => view.overlay === 'markers')
  const markers = useMarkers()
  return (
    <Dialog title="Markers and ranges" isOpen={isOpen} onClose={close} width={640}>
      {markers.length === 0 ? (
        <p className="markers-none">There are none yet. A marker stands at the playhead, a range spans the loop.</p>
      ) : (
        <div className="markers-scroll">
          <table className="markers-table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Bar</th>
                <th scope="col">Time</th>
                <th scope="col">Length</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {markers.map((marker) => (
                <MarkerRow key={`${marker.id} ${marker.name}`} marker={marker} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="dialog-actions">
        <Button onClick={() => addMarker(player.playheadFrame())}>Add a marker</Button>
        <Button onClick={addRangeOfLoop}>Add a range of the loop</Button>
        <span className="spacer" />
        <Button onClick={close}>Close</Button>
      </div>
    </Dialog>
  )
}
