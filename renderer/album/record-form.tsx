import { type Album, albumSchema, isrcPrefixSchema, languageSchema } from '../../shared/model/album.ts'
import { readEan } from '../../shared/model/ean.ts'
import { plainIsrc } from '../../shared/model/isrc.ts'
import { useDocument } from '../document/hooks.ts'
import { Button } from '../ui/button.tsx'
import { assignCodes, updateAlbum } from './album-actions.ts'
import { CoverField } from './cover-field.tsx'
import { RecordField } from './record-field.tsx'

type LineField = 'title' | 'artist' | 'albumArtist' | 'genre' | 'label' | 'catalogue' | 'copyright'

const lines: readonly { field: LineField; label: string; placeholder?: string }[] = [
  { field: 'title', label: 'Title' },
  { field: 'artist', label: 'Artist' },
  { field: 'albumArtist', label: 'Album artist', placeholder: 'where it differs, as on a compilation' },
  { field: 'genre', label: 'Genre' },
  { field: 'label', label: 'Label' },
  { field: 'catalogue', label: 'Catalogue number' },
  { field: 'copyright', label: 'Copyright', placeholder: '2026 Harbour Records' },
]

function yearFault(text: string): string | null {
  return text.trim() === '' || albumSchema.shape.year.safeParse(Number(text)).success ? null : 'A year has four digits.'
}

function languageFault(text: string): string | null {
  return languageSchema.safeParse(text.trim()).success ? null : 'A language is a code such as en or pt-BR.'
}

function eanFault(text: string): string | null {
  const read = readEan(text)
  return 'fault' in read ? read.fault : null
}

function prefixFault(text: string): string | null {
  return isrcPrefixSchema.safeParse(plainIsrc(text)).success
    ? null
    : 'A prefix is the country, the registrant and two digits of the year, such as DEAB126.'
}

function counterFault(text: string): string | null {
  return /^\d{1,5}$/.test(text.trim()) ? null : 'The counter goes from 0 to 99,999.'
}

/** What is written on the record as a whole. */
export function RecordForm() {
  const album = useDocument<Album | null>((document) => document.album, null)
  if (!album) return null
  return (
    <section className="album-scroll record" aria-label="Record">
      <CoverField />
      <div className="record-fields">
        {lines.map(({ field, label, placeholder }) => (
          <RecordField
            key={field}
            field={field}
            label={label}
            value={album[field]}
            {...(placeholder ? { placeholder } : {})}
            className={field === 'title' || field === 'artist' ? 'record-wide' : ''}
            onCommit={(text) => updateAlbum({ [field]: text })}
          />
        ))}
        <RecordField
          field="year"
          label="Year"
          value={album.year === null ? '' : String(album.year)}
          fault={yearFault}
          onCommit={(text) => updateAlbum({ year: text === '' ? null : Number(text) })}
        />
        <RecordField
          field="language"
          label="Language"
          value={album.language}
          fault={languageFault}
          placeholder="en"
          onCommit={(language) => updateAlbum({ language })}
        />
        <RecordField
          field="ean"
          label="EAN or UPC"
          value={album.ean ?? ''}
          fault={eanFault}
          placeholder="13 or 12 digits"
          onCommit={(text) => {
            const read = readEan(text)
            if ('ean' in read && read.ean !== album.ean) updateAlbum({ ean: read.ean })
          }}
        />
        <RecordField
          field="isrcPrefix"
          label="ISRC prefix"
          value={album.isrcPrefix}
          fault={prefixFault}
          placeholder="DEAB126"
          onCommit={(text) => updateAlbum({ isrcPrefix: plainIsrc(text) })}
        />
        <RecordField
          field="isrcNext"
          label="Next ISRC"
          value={String(album.isrcNext).padStart(5, '0')}
          fault={counterFault}
          onCommit={(text) => {
            if (Number(text) !== album.isrcNext) updateAlbum({ isrcNext: Number(text) })
          }}
        />
        <Button
          className="record-codes"
          data-tip="Gives a code to every track that has none, and moves the counter on"
          data-testid="assign-codes"
          onClick={() => void assignCodes()}
        >
          Give codes to all without
        </Button>
        <RecordField
          field="notes"
          label="Notes"
          value={album.notes}
          multiline
          maxLength={20_000}
          className="record-full"
          onCommit={(notes) => updateAlbum({ notes })}
        />
      </div>
    </section>
  )
}
