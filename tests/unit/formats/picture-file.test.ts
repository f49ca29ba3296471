import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPicture } from '../../../shared/formats/picture-file.ts'
import { ffmpeg, hasFfmpeg, temporaryFolder } from '../pool/sound-files.ts'
import { pngPicture } from './pictures.ts'

describe('a picture', () => {
  test('as PNG tells its size', () => {
    expect(readPicture(pngPicture(1500, 1400))).toEqual({ format: 'png', width: 1500, height: 1400 })
  })

  test('that breaks off is none, wherever it does', () => {
    const whole = pngPicture(40, 30)
    for (let length = 0; length < whole.length; length++) expect(readPicture(whole.subarray(0, length))).toBeNull()
  })

  test('whose size was tampered with, and what only calls itself one, is none', () => {
    const bytes = pngPicture(40, 30)
    bytes[19] = 41
    expect(readPicture(bytes)).toBeNull()
    expect(readPicture(Buffer.from('GIF89a and more than enough to read'))).toBeNull()
    expect(readPicture(new Uint8Array(0))).toBeNull()
  })

  test.skipIf(!hasFfmpeg())('as JPEG, baseline or with other tables, reads as ffmpeg wrote it', () => {
    const folder = temporaryFolder()
    for (const [name, options] of [
      ['plain.jpg', []],
      ['optimal.jpg', ['-huffman', 'optimal', '-q:v', '2']],
      ['grey.jpg', ['-pix_fmt', 'gray']],
    ] as const) {
      const path = join(folder, name)
      ffmpeg('-f', 'lavfi', '-i', 'testsrc=size=641x480:d=1', '-frames:v', '1', ...options, path)
      const bytes = new Uint8Array(readFileSync(path))
      expect(readPicture(bytes)).toEqual({ format: 'jpeg', width: 641, height: 480 })
      expect(readPicture(bytes.subarray(0, bytes.length - 2)), 'without its end').toBeNull()
      expect(readPicture(bytes.subarray(0, 300))).toBeNull()
    }
  })
})
