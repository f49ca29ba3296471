import { useRef, useState } from 'react'
import type { Asset, Clip } from '../../shared/model/document.ts'
import type { ReplaceScope } from '../../shared/model/edits/replace-audio.ts'
import { audioFileTypes } from '../app/import-actions.ts'
import { documentStore } from '../document/document-store.ts'
import type { FileHeader } from '../document/file-header.ts'
import { useDocument, useSampleRate, useSong } from '../document/hooks.ts'
import { importFiles } from '../document/import-files.ts'
import { formatDuration } from '../document/musical-time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { closeReplace, type ReplaceQuestion, useReplaceQuestion } from './replace-question.ts'
import { useHeaders } from './use-headers.ts'
import './import.css'

type ScopeKind = ReplaceScope['kind']

function clipsOf(assetId: string): readonly Clip[] {
  const clips = Object.values(documentStore.getState().document?.clips ?? {})
  return clips.flatMap((byId) => Object.values(byId).filter((clip) => clip.assetId === assetId))
}

function count(number: number): string {
  return `${number} ${number === 1 ? 'clip' : 'clips'}`
}

interface Fact {
  name: string
  old: string
  new: string
}

function factsOf(asset: Asset, header: FileHeader | null | undefined, sampleRate: number): Fact[] {
  const said = (text: (header: FileHeader) => string) =>
    header === undefined ? '…' : header === null ? 'unknown' : text(header)
  const channels = (number: number) => (number === 1 ? 'mono' : number === 2 ? 'stereo' : `${number} channels`)
  return [
    { name: 'Format', old: asset.sourceFormat, new: said(({ format }) => format) },
    {
      name: 'Rate',
      old: `${asset.sourceRate / 1000} kHz`,
      new: said(
        ({ sampleRate: rate }) => `${rate / 1000} kHz${rate === sampleRate ? '' : ` → ${sampleRate / 1000} kHz`}`,
      ),
    },
    { name: 'Channels', old: channels(asset.channels), new: said((found) => channels(found.channels)) },
    {
      name: 'Length',
      old: formatDuration(asset.frames, sampleRate),
      new: said(({ seconds }) => (seconds === null ? 'unknown' : formatDuration(seconds * sampleRate, sampleRate))),
    },
  ]
}

const noFiles: readonly File[] = []

function ReplaceForm({ question, asset }: { question: ReplaceQuestion; asset: Asset }) {
  const [files, setFiles] = useState(noFiles)
  const [kind, setKind] = useState<ScopeKind>('project')
  const chooser = useRef<HTMLInputElement>(null)
  const headers = useHeaders(files)
  const sampleRate = useSampleRate()
  const song = useSong()
  const tracks = useDocument((document) => document.tracks, {})
  const [file] = files
  const all = clipsOf(asset.id)
  const inSong = all.filter(({ trackId }) => tracks[trackId]?.songId === song?.id)
  const scopes: { kind: ScopeKind; label: string }[] = [
    { kind: 'project', label: `All clips of the project (${count(all.length)})` },
    ...(song && inSong.length > 0
      ? [{ kind: 'song' as const, label: `All clips of “${song.title}” (${count(inSong.length)})` }]
      : []),
    ...(question.clip ? [{ kind: 'clip' as const, label: 'Only this clip' }] : []),
  ]

  function scope(): ReplaceScope {
    if (kind === 'clip' && question.clip) return { kind, ...question.clip }
    return kind === 'song' && song ? { kind, songId: song.id } : { kind: 'project' }
  }

  return (
    <form
      className="import-form"
      data-testid="replace-dialog"
      onSubmit={(event) => {
        event.preventDefault()
        const { songId } = documentStore.getState()
        if (!file || songId === null) return
        closeReplace()
        const places = [{ kind: 'replace' as const, assetId: asset.id, scope: scope() }]
        void importFiles(documentStore.api(), { files: [file], songId, atFrame: 0, places })
      }}
    >
      <div className="import-chosen">
        <Button variant={file ? 'normal' : 'primary'} autoFocus onClick={() => chooser.current?.click()}>
          {file ? 'Another file…' : 'Choose file…'}
        </Button>
        <span>{file?.name ?? 'No file chosen'}</span>
        <input
          ref={chooser}
          type="file"
          hidden
          accept={audioFileTypes}
          data-testid="replace-chooser"
          onChange={(event) => setFiles([...(event.target.files ?? [])].slice(0, 1))}
        />
      </div>
      <table className="import-table" aria-label="The file and its replacement">
        <thead>
          <tr>
            <td />
            <th scope="col">Now: {asset.originalName}</th>
            <th scope="col">Then: {file?.name ?? '–'}</th>
          </tr>
        </thead>
        <tbody>
          {factsOf(asset, file ? headers.get(file) : undefined, sampleRate).map((fact) => (
            <tr key={fact.name}>
              <th scope="row">{fact.name}</th>
              <td>{fact.old}</td>
              <td data-resampled={file !== undefined && fact.new !== fact.old}>{file ? fact.new : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <fieldset className="import-layouts">
        <legend>Where it plays</legend>
        {scopes.map((each) => (
          <label key={each.kind} className="import-choice">
            <input type="radio" name="scope" checked={kind === each.kind} onChange={() => setKind(each.kind)} />
            {each.label}
          </label>
        ))}
      </fieldset>
      <p className="import-hint">
        Clips keep their place, offset, fades and gain; those that would reach past its end are shortened. The old file
        stays in the project until unused audio is removed.
      </p>
      <div className="import-foot">
        <span className="spacer" />
        <Button onClick={closeReplace}>Cancel</Button>
        <button type="submit" className="button button-primary" disabled={!file}>
          Replace
        </button>
      </div>
    </form>
  )
}

/** Puts another file into the clips that play some audio. */
export function ReplaceDialog() {
  const question = useReplaceQuestion((state) => state.question)
  const asset = useDocument((document) => document.assets[question?.assetId ?? ''], undefined)
  return (
    <Dialog
      title={`Replace the file of “${asset?.name ?? ''}”`}
      isOpen={question !== null && asset !== undefined}
      onClose={closeReplace}
      width={620}
    >
      {question && asset && <ReplaceForm question={question} asset={asset} />}
    </Dialog>
  )
}
