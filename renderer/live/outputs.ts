/** A device that plays sound. The empty id means the system's own choice. */
export interface OutputDevice {
  readonly id: string
  readonly name: string
}

export const systemOutput: OutputDevice = { id: '', name: 'System default' }

/** Whether outputs can be chosen in this program at all. */
export function canChooseOutput(): boolean {
  return 'setSinkId' in AudioContext.prototype && navigator.mediaDevices !== undefined
}

/**
 * The outputs that are there, the system's choice first. A browser tells their names only where it may; `named` says
 * whether it did.
 */
export async function listOutputs(): Promise<{ outputs: OutputDevice[]; named: boolean }> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  const outputs = devices.filter(({ kind }) => kind === 'audiooutput')
  const known = outputs.filter(({ deviceId, label }) => deviceId !== '' && deviceId !== 'default' && label !== '')
  return {
    outputs: [systemOutput, ...known.map(({ deviceId, label }) => ({ id: deviceId, name: label }))],
    named: outputs.length === 0 || outputs.some(({ label }) => label !== ''),
  }
}

/**
 * Asks to be told the outputs' names. Browsers give them only with leave to record, of which nothing else is made. Rejects
 * with a sentence when that is refused.
 */
export async function askForOutputNames(): Promise<void> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    for (const track of stream.getTracks()) track.stop()
  } catch {
    throw new Error(
      'The names of the outputs were not given. Allow this page the microphone, of which nothing is recorded, or choose the output in the system’s settings.',
    )
  }
}

/**
 * The id an output has now: the same as ever, or of one that has its name, since a browser may number devices anew. Null: it
 * is not there. Where the browser tells nothing of its devices, the known id.
 */
async function presentId({ id, name }: OutputDevice): Promise<string | null> {
  if (id === '') return ''
  const { outputs, named } = await listOutputs()
  if (!named) return id
  return (outputs.find((output) => output.id === id) ?? outputs.find((output) => output.name === name))?.id ?? null
}

/** Plays a context through an output. Rejects when that is not there. */
export async function playThrough(context: AudioContext, output: OutputDevice): Promise<void> {
  const chooser = context as AudioContext & { readonly sinkId?: unknown; setSinkId?(id: string): Promise<void> }
  if (!chooser.setSinkId) return
  const id = await presentId(output)
  if (id === null) throw new Error(`The output “${output.name}” is not there.`)
  if (chooser.sinkId !== id) await chooser.setSinkId(id)
}
