import { formatBytes, formatDb, formatLevel, formatNumber } from '../../../shared/model/units.ts'
import { shortcutOf } from '../../app/commands.ts'
import { usePreview } from '../../live/preview/preview-state.ts'
import { togglePreview } from '../../monitor/preview-actions.ts'
import { Button, Toggle } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Select } from '../../ui/select.tsx'
import type { MeasuredSong } from '../measure/measure-song.ts'
import {
  type CodecPreview,
  chooseCodec,
  chooseKbps,
  choosePart,
  makePreview,
  useCodecPreview,
} from './codec-preview.ts'
import { codecNames, codecRates, codecs } from './codecs.ts'

/** What the codec did to the peaks and to the size. */
function Findings({ preview }: { preview: CodecPreview }) {
  const { codec, kbps, coded, of } = preview
  const { truePeakDbtp, bytes } = coded
  const before = of.master.measurement.truePeakDbtp
  const isOver = truePeakDbtp !== null && truePeakDbtp > of.ceilingDbtp + 0.1
  const change = truePeakDbtp === null || before === null ? null : truePeakDbtp - before
  return (
    <p className="codec-findings" data-testid="codec-findings">
      {codecNames[codec]} {kbps} kbit/s, {formatBytes(bytes)}.{' '}
      <span data-over={isOver || undefined}>
        True peak {formatLevel(truePeakDbtp)} dBTP{change === null ? '' : ` (${formatDb(change)})`}
      </span>
      {truePeakDbtp !== null &&
        truePeakDbtp > 0 &&
        `: it would be cut when it is played. Lower the ceiling by ${formatNumber(truePeakDbtp, 1)} dB.`}
    </p>
  )
}

/** The master through a codec: made in the background, measured, and heard in the master’s place. */
export function CodecSection({ measured, isStale }: { measured: MeasuredSong | null; isStale: boolean }) {
  const { codec, kbps, preview, part, running } = useCodecPreview()
  const { loaded, heard } = usePreview()
  const shown = preview && preview.of === measured ? preview : null
  const isMade = shown?.codec === codec && shown.kbps === kbps[codec]
  return (
    <Fold
      id="codec"
      title="Codec preview"
      aside={
        <Toggle
          className="wide"
          pressed={heard}
          disabled={!loaded}
          label="Hear the codec in the master’s place"
          shortcut={shortcutOf('codecPreview') ?? ''}
          data-testid="codec-heard"
          onChange={togglePreview}
        >
          {heard ? 'Codec' : 'Master'}
        </Toggle>
      }
    >
      <div className="codec-row">
        <Select
          label="Codec"
          testId="codec"
          value={codec}
          options={codecs.map((value) => ({ value, label: codecNames[value] }))}
          onChange={chooseCodec}
        />
        <Select
          label="Bitrate"
          testId="codec-rate"
          value={`${kbps[codec]}`}
          options={codecRates[codec].rates.map((value) => ({ value: `${value}`, label: `${value} kbit/s` }))}
          onChange={(value) => chooseKbps(Number(value))}
        />
        {running ? (
          <Button className="fold-button" onClick={running.cancel} data-testid="codec-cancel">
            Cancel
          </Button>
        ) : (
          <Button
            className="fold-button"
            disabled={!measured || isMade}
            data-testid="codec-make"
            data-tip="Encodes and decodes the measured master, and measures what comes out"
            onClick={() => measured && void makePreview(measured)}
          >
            Preview
          </Button>
        )}
      </div>
      {running && <progress className="codec-progress" value={running.fraction} aria-label="Encoding and decoding" />}
      {!measured && <p className="panel-hint">Measure the song to hear it through a codec.</p>}
      {shown && (
        <>
          <Findings preview={shown} />
          <div className="codec-parts" role="group" aria-label="What of it is heard">
            <Toggle
              className="wide"
              pressed={part === 'coded'}
              label="The master as the codec leaves it"
              onChange={() => choosePart('coded')}
            >
              Coded
            </Toggle>
            <Toggle
              className="wide"
              pressed={part === 'difference'}
              label="Only what the codec changes"
              onChange={() => choosePart('difference')}
            >
              Difference
            </Toggle>
          </div>
          {isStale && <p className="panel-hint">The song changed since: this is the master as it was measured.</p>}
        </>
      )}
    </Fold>
  )
}
