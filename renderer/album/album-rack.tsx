import { ChevronRight, Plus } from 'lucide-react'
import { insertDevice } from '../devices/device-actions.ts'
import { DeviceEditor } from '../devices/device-editor.tsx'
import { DevicePicker } from '../devices/device-picker.tsx'
import { useDevices, useDocument } from '../document/hooks.ts'
import { setAlbumView, useAlbumView } from './album-view.ts'

/** What the whole album goes through, folded away unless it is wanted. */
export function AlbumRack() {
  const isOpen = useAlbumView((view) => view.rackOpen)
  const albumId = useDocument((document) => document.album.id, '')
  const rack = useDevices(albumId)
  return (
    <section className="album-rack" aria-label="Album rack">
      <div className="album-rack-bar">
        <button
          type="button"
          className="button button-quiet"
          aria-expanded={isOpen}
          data-testid="album-rack"
          onClick={() => setAlbumView({ rackOpen: !isOpen })}
        >
          <ChevronRight size={14} aria-hidden className="album-rack-mark" /> Album rack
        </button>
        <span className="album-muted">
          {rack.length === 0 ? 'empty: the sequence goes on as it is' : rack.map(({ kind }) => kind).join(' → ')}
        </span>
        <span className="spacer" />
        {isOpen && (
          <DevicePicker
            label="Add a stage to the album rack"
            testId="album-rack-add"
            onPick={(kind) => insertDevice(albumId, kind)}
          >
            <Plus size={14} aria-hidden /> Stage
          </DevicePicker>
        )}
      </div>
      {isOpen && rack.length > 0 && (
        <div className="album-rack-stages">
          {rack.map((device, index) => (
            <div key={device.id} className="stage" data-kind={device.kind}>
              <DeviceEditor device={device} place={`${index + 1}`} />
            </div>
          ))}
        </div>
      )}
    </section>
  )
}
