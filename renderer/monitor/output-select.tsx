import { useEffect, useState } from 'react'
import { notifyError } from '../document/notices.ts'
import { askForOutputNames, canChooseOutput, listOutputs, type OutputDevice } from '../live/outputs.ts'
import { player, useTransport } from '../live/player.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'

/** The device that plays, chosen from those that are there. */
export function OutputSelect() {
  const output = useTransport((transport) => transport.output)
  const missing = useTransport((transport) => transport.outputMissing)
  const [known, setKnown] = useState<{ outputs: OutputDevice[]; named: boolean }>({ outputs: [], named: true })

  useEffect(() => {
    if (!canChooseOutput()) return
    const look = () => void listOutputs().then(setKnown, notifyError)
    look()
    navigator.mediaDevices.addEventListener('devicechange', look)
    return () => navigator.mediaDevices.removeEventListener('devicechange', look)
  }, [])

  if (!canChooseOutput()) return null
  const isListed = known.outputs.some(({ id }) => id === output.id)
  const options = isListed ? known.outputs : [...known.outputs, output]
  return (
    <div className="monitor-output">
      <Select
        label="Output"
        showLabel
        testId="monitor-output"
        value={output.id}
        options={options.map(({ id, name }) => ({
          value: id,
          label: id === output.id && missing ? `${name} (not there)` : name,
        }))}
        onChange={(id) => {
          const chosen = options.find((each) => each.id === id)
          if (chosen) player.setOutput(chosen)
        }}
      />
      {!known.named && (
        <Button
          variant="quiet"
          data-tip="The browser tells the names of outputs only to pages that may use the microphone; nothing is recorded"
          onClick={() => void askForOutputNames().then(listOutputs).then(setKnown).catch(notifyError)}
        >
          Show all outputs…
        </Button>
      )}
    </div>
  )
}
