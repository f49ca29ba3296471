import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Alignment } from '../../shared/contract/placement.ts'
import type { Id } from '../../shared/model/document.ts'
import type { FileHeader } from '../document/file-header.ts'
import { newId } from '../document/new-id.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Select } from '../ui/select.tsx'
import { type FileRow, ImportFileTable } from './import-file-table.tsx'
import { choicesOf, type Layout, matchesOf, placesOf } from './import-plan.ts'
import { type ImportQuestion, useImportQuestion } from './import-question.ts'
import { useHeaders } from './use-headers.ts'
import './import.css'

interface LayoutChoice {
  value: Layout
  label: string
  isPossible: boolean
}

function layoutsFor({ files, targets, where, onTrack }: ImportQuestion): LayoutChoice[] {
  const names = files.map(({ name }) => name)
  const matching = (layout: Layout) => `${matchesOf(names, layout, targets).size} of ${files.length} match`
  return [
    { value: 'tracks', label: `One new track each, at ${where}`, isPossible: true },
    { value: 'sequence', label: `In sequence on one new track, from ${where} on`, isPossible: true },
    ...(onTrack
      ? [
          {
            value: 'sequenceHere' as const,
            label: `In sequence on “${onTrack.name}”, from ${where} on`,
            isPossible: true,
          },
        ]
      : []),
    {
      value: 'byName',
      label: `Onto existing tracks by name, at ${where} (${matching('byName')})`,
      isPossible: targets.tracks.length > 0,
    },
    {
      value: 'replace',
      label: `In place of files of the same name (${matching('replace')})`,
      isPossible: targets.sounds.length > 0,
    },
  ]
}

function moved<T>(list: readonly T[], index: number, places: number): T[] {
  const others = list.filter((_, at) => at !== index)
  return [...others.slice(0, index + places), list[index]!, ...others.slice(index + places)]
}

/** How many files there are, how many of them are resampled, and how many tell nothing. */
function summary(files: readonly File[], headers: ReadonlyMap<File, FileHeader | null>, sampleRate: number): string {
  if (headers.size < files.length) return `Reading headers: ${headers.size} of ${files.length}`
  const known = files.flatMap((file) => headers.get(file) ?? [])
  const resampled = known.filter((header) => header.sampleRate !== sampleRate).length
  const unknown = files.length - known.length
  return [
    resampled === 0
      ? `None is resampled: the project is at ${sampleRate / 1000} kHz`
      : `${resampled} of ${files.length} resampled to ${sampleRate / 1000} kHz`,
    ...(unknown > 0
      ? [`${unknown} unknown: the import will say what is wrong with ${unknown === 1 ? 'it' : 'them'}`]
      : []),
  ].join(' · ')
}

function ImportForm({ question }: { question: ImportQuestion }) {
  const { layout: likedLayout, byStamp, alignment, answer } = useImportQuestion()
  /** In the order of the sequence; two files may share a name. */
  const [rows, setRows] = useState(() => question.files.map((file): FileRow => ({ ref: newId(), file })))
  /** Targets chosen by hand, by layout and file. */
  const [byHand, setByHand] = useState<ReadonlyMap<string, Id | null>>(new Map())
  const headers = useHeaders(question.files)
  const layouts = useMemo(() => layoutsFor(question), [question])
  const isPossible = (wanted: Layout) => layouts.some((each) => each.value === wanted && each.isPossible)
  const otherwise = likedLayout === 'sequenceHere' ? 'sequence' : 'tracks'
  const layout = isPossible(likedLayout) ? likedLayout : otherwise
  const choices = choicesOf(layout, question.targets)
  const files = rows.map(({ file }) => file)
  const names = files.map(({ name }) => name)
  const onMove = useCallback((index: number, places: number) => setRows((before) => moved(before, index, places)), [])
  const onChoose = useCallback(
    ({ ref }: FileRow, target: Id | null) => setByHand((before) => new Map(before).set(`${layout} ${ref}`, target)),
    [layout],
  )
  const chosen = new Map(matchesOf(names, layout, question.targets))
  for (const [index, { ref }] of rows.entries()) {
    const target = byHand.get(`${layout} ${ref}`)
    if (target === null) chosen.delete(index)
    else if (target !== undefined) chosen.set(index, target)
  }
  const hasStamps = files.some((file) => (headers.get(file)?.timeStampSeconds ?? null) !== null)

  return (
    <form
      className="import-form"
      data-testid="import-dialog"
      onSubmit={(event) => {
        event.preventDefault()
        answer({
          files,
          places: placesOf(files.length, layout, chosen, newId(), question.onTrack?.key ?? null),
          align: byStamp && hasStamps ? alignment : undefined,
        })
      }}
    >
      <fieldset className="import-layouts">
        <legend>Where they go</legend>
        {layouts.map(({ value, label, isPossible: canBe }) => (
          <label key={value} className="import-choice">
            <input
              type="radio"
              name="layout"
              checked={layout === value}
              disabled={!canBe}
              onChange={() => useImportQuestion.setState({ layout: value })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <div className="import-stamps">
        <label className="import-choice">
          <input
            type="checkbox"
            checked={byStamp && hasStamps}
            disabled={!hasStamps}
            onChange={(event) => useImportQuestion.setState({ byStamp: event.target.checked })}
          />
          Align to BWF time stamps
        </label>
        <Select<Alignment>
          label="What the time stamps count from"
          value={alignment}
          disabled={!byStamp || !hasStamps}
          options={[
            { value: 'earliest', label: `The earliest lands at ${question.where}` },
            { value: 'zero', label: "Counted from the song's first frame" },
          ]}
          onChange={(chosenAlignment) => useImportQuestion.setState({ alignment: chosenAlignment })}
        />
      </div>
      <ImportFileTable
        rows={rows}
        headers={headers}
        sampleRate={question.sampleRate}
        showStamps={hasStamps}
        choices={choices}
        choiceName={layout === 'byName' ? 'Goes to' : layout === 'replace' ? 'In place of' : null}
        chosen={chosen}
        onChoose={onChoose}
        onMove={layout === 'sequence' || layout === 'sequenceHere' ? onMove : null}
      />
      <div className="import-foot">
        <p role="status">{summary(question.files, headers, question.sampleRate)}</p>
        <Button onClick={() => answer(null)}>Cancel</Button>
        {/* biome-ignore lint/a11y/noAutofocus: Enter imports as it was done last. */}
        <button type="submit" className="button button-primary" autoFocus>
          Import {files.length} files
        </button>
      </div>
    </form>
  )
}

/** Lists the files of an import before it begins and asks where they go. */
export function ImportDialog() {
  const id = useImportQuestion((state) => state.id)
  const question = useImportQuestion((state) => state.question)
  const answer = useImportQuestion((state) => state.answer)
  const isOpen = question !== null
  useEffect(() => {
    if (!isOpen) return
    // More files dropped now would otherwise be opened by the browser in the page's place.
    const refuse = (event: DragEvent) => {
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
    }
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [isOpen])
  return (
    <Dialog
      title={`Import ${question?.files.length ?? 0} files`}
      isOpen={isOpen}
      onClose={() => answer(null)}
      width={940}
    >
      {question && <ImportForm key={id} question={question} />}
    </Dialog>
  )
}
