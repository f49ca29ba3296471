import { describe, expect, test } from 'vitest'
import { readCsv, readPastedCells, writeCsv, writePastedCells } from '../../../shared/formats/csv.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('a CSV', () => {
  test('with commas, quotes, doubled quotes and lines inside a cell', () => {
    const { rows, delimiter, encoding, notes } = readCsv(
      bytes('Title,Artist\r\n"Harbour, lights","He said ""go"""\r\n"Two\nlines",B\r\n'),
    )
    expect(rows).toEqual([
      ['Title', 'Artist'],
      ['Harbour, lights', 'He said "go"'],
      ['Two\nlines', 'B'],
    ])
    expect([delimiter, encoding, notes]).toEqual([',', 'UTF-8', []])
  })

  test('with semicolons or tabs, as spreadsheets of other countries write it, and without empty lines', () => {
    expect(readCsv(bytes('Titel;Jahr\nMeer;2026\n\n;\n')).rows).toEqual([
      ['Titel', 'Jahr'],
      ['Meer', '2026'],
    ])
    expect(readCsv(bytes('Title\tYear\nSea\t2026')).rows[1]).toEqual(['Sea', '2026'])
  })

  test('begins with a byte-order mark or not', () => {
    expect(readCsv(bytes('\uFEFFTitle,Year\nÖland,2026')).rows).toEqual([
      ['Title', 'Year'],
      ['Öland', '2026'],
    ])
  })

  test('that is no UTF-8 is Latin-1', () => {
    const latin = Uint8Array.from([...'Title,Year\nCafé Zürich,2026'].map((letter) => letter.charCodeAt(0)))
    expect(readCsv(latin)).toMatchObject({
      encoding: 'Latin-1',
      rows: [
        ['Title', 'Year'],
        ['Café Zürich', '2026'],
      ],
    })
  })

  test('whose quotation mark is never closed says in which line', () => {
    expect(readCsv(bytes('Title,Year\n"Sea,2026\n')).notes.join()).toMatch(/quotation mark in line 2/)
  })

  test('that is written is read again to the same', () => {
    const rows = [
      ['Title', 'Lyrics'],
      ['A "quoted" one, with; all', 'First\nsecond\r\nthird'],
      ['=1+1', ''],
    ]
    expect(writeCsv(rows).startsWith('\uFEFF')).toBe(true)
    expect(readCsv(bytes(writeCsv(rows))).rows).toEqual(rows)
  })
})

test('cells go to a spreadsheet and come back, also those that hold lines', () => {
  const cells = [
    ['Sea', 'Anna'],
    ['Two\nlines', 'B "C"'],
  ]
  expect(readPastedCells(writePastedCells(cells))).toEqual(cells)
  expect(readPastedCells('One\r\nTwo\r\n')).toEqual([['One'], ['Two']])
})
