import { type Impulse, impulses } from '../../shared/impulses/impulses.ts'
import type { Device } from '../../shared/model/document.ts'
import { audioFileTypes } from '../app/import-actions.ts'
import { documentStore } from '../document/document-store.ts'
import { importFiles } from '../document/import-files.ts'
import { notifyError } from '../document/notices.ts'
import type { ImpulseReply, ImpulseRequest } from './impulse-worker.ts'

/** Imports a file on no track and gives it to a device, as one step. What the project has already is not kept twice. */
async function give({ id, ownerId }: Device, file: File): Promise<void> {
  const { songId } = documentStore.getState()
  if (!songId) return
  const place = { kind: 'device' as const, ownerId, deviceId: id }
  await importFiles(documentStore.api(), { files: [file], songId, atFrame: 0, places: [place] })
}

/** Asks for a file of sound for a device to play. */
export function chooseDeviceFile(device: Device): void {
  const chooser = window.document.createElement('input')
  chooser.type = 'file'
  chooser.accept = audioFileTypes
  chooser.onchange = () => {
    const file = chooser.files?.[0]
    if (file) give(device, file).catch(notifyError)
  }
  chooser.click()
}

/** Computes an impulse response of the program at the project's rate and gives it to a device. */
export async function giveImpulse(device: Device, impulse: Impulse, sampleRate: number): Promise<void> {
  const worker = new Worker(new URL('./impulse-worker.ts', import.meta.url), { type: 'module' })
  try {
    const bytes = await new Promise<ImpulseReply>((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message || 'The impulse response could not be computed.'))
      worker.onmessage = (event: MessageEvent<ImpulseReply>) => resolve(event.data)
      worker.postMessage({ index: impulses.indexOf(impulse), sampleRate } satisfies ImpulseRequest)
    })
    await give(device, new File([...bytes], `${impulse.name.replace(': ', ', ')}.wav`, { type: 'audio/wav' }))
  } catch (error) {
    notifyError(error)
  } finally {
    worker.terminate()
  }
}
