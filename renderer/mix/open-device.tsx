import { findDevice } from '../../shared/model/selectors.ts'
import { setView, useView } from '../app/view-state.ts'
import { DeviceEditor } from '../devices/device-editor.tsx'
import { useDocument } from '../document/hooks.ts'

/** The editor of the insert that is open, with its strip's name; nothing while none of this song is. */
export function useOpenInsert() {
  const openDeviceId = useView((view) => view.openDeviceId)
  return useDocument((document, songId) => {
    const device = openDeviceId === null ? undefined : findDevice(document, openDeviceId)
    const track = device && document.tracks[device.ownerId]
    return device && track?.songId === songId ? device : null
  }, null)
}

export function OpenInsertEditor() {
  const device = useOpenInsert()
  const track = useDocument((document) => (device ? document.tracks[device.ownerId] : undefined), undefined)
  if (!device || !track) return null
  return (
    <DeviceEditor key={device.id} device={device} place={track.name} onClose={() => setView({ openDeviceId: null })} />
  )
}
