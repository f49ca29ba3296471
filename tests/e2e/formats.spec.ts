import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { stemFrames } from './support/demo-stems.ts'
import { ffmpeg, hasFfmpeg } from './support/ffmpeg.ts'
import { dropFiles, importListed } from './support/hands.ts'
import { readProject } from './support/program.ts'
import { readWav } from './support/wav-file.ts'

const withFfmpeg = hasFfmpeg()

/** What came out against what went in, in dB: how far the difference lies below the sound. */
function signalToErrorDb(heard: Float32Array, meant: Float32Array): number {
  let signal = 0
  let error = 0
  for (let i = 0; i < meant.length; i++) {
    signal += meant[i]! ** 2
    error += (meant[i]! - (heard[i] ?? 0)) ** 2
  }
  return 10 * Math.log10(signal / error)
}

test('FLAC, AIFF, MP3, Ogg Vorbis, Opus and M4A dropped together line up with the WAV they were made from', async ({
  app,
  window: page,
  stems,
}) => {
  test.skip(!withFfmpeg, 'ffmpeg, which makes these files, is not installed.')
  // Not the drums: what an encoder drops of a cymbal's noise would hide a shift by a frame.
  const keys = stems[3]!
  const encoders = {
    'Keys.flac': ['-c:a', 'flac', '-sample_fmt', 's32', '-bits_per_raw_sample', '24'],
    'Keys.aiff': ['-c:a', 'pcm_s24be'],
    'Keys.mp3': ['-c:a', 'libmp3lame', '-b:a', '320k'],
    'Keys.ogg': ['-c:a', 'libvorbis', '-q:a', '8'],
    'Keys.opus': ['-c:a', 'libopus', '-b:a', '256k'],
    'Keys.m4a': ['-c:a', 'aac', '-b:a', '256k'],
  }
  const paths = Object.entries(encoders).map(([name, options]) => {
    const path = join(app.folder, name)
    ffmpeg('-i', keys.path, ...options, path)
    return path
  })
  await page.getByTestId('project-name').fill('Formats')
  await dropFiles(page.getByTestId('start-screen'), [keys.path, ...paths])
  await importListed(page)
  await expect(page.getByTestId('track-count')).toHaveText('7 tracks', { timeout: 30_000 })

  const folder = join(app.projects, 'Formats.mixwright')
  const { songs, assets } = await readProject(folder)
  // Every file's track, by its place: two files of the same sound share an asset.
  const assetOf = (index: number) => {
    const { assetId } = songs[0]!.tracks[index]!.clips[0]!
    return assets.find((asset) => asset.id === assetId)!
  }
  const wavHash = assetOf(0).poolHash
  for (const [index, name] of Object.keys(encoders).entries()) {
    const asset = assetOf(index + 1)
    if (/flac|aiff/.test(name)) {
      expect(asset.poolHash, `${name} is the WAV, bit for bit`).toBe(wavHash)
      continue
    }
    const { samples } = await readWav(join(folder, 'audio', `${asset.poolHash}.wav`))
    const ratioDb = signalToErrorDb(samples, keys.samples)
    console.log(
      `${name} (${asset.sourceFormat}): ${asset.frames - stemFrames} frames longer, error at ${-ratioDb.toFixed(1)} dB`,
    )
    // One frame early or late and no more than 22 dB would be left.
    expect(ratioDb, name).toBeGreaterThan(25)
    expect(Math.abs(asset.frames - stemFrames), name).toBeLessThan(2048)
  }
})

test('a broken file in a drop is named with what to do, and the good one beside it is imported', async ({
  app,
  window: page,
  stems,
}) => {
  const kick = stems[0]!
  const notAudio = join(app.folder, 'Letter.wav')
  writeFileSync(notAudio, 'Dear drummer, the take is in the other folder.')
  const empty = join(app.folder, 'Empty.flac')
  writeFileSync(empty, '')
  const cut = join(app.folder, 'Cut off.wav')
  writeFileSync(cut, (await readFile(kick.path)).subarray(0, 30))

  await page.getByTestId('project-name').fill('Broken')
  await dropFiles(page.getByTestId('start-screen'), [notAudio, kick.path, empty, cut])
  await importListed(page)
  const panel = page.getByTestId('import-panel')
  await expect(panel.getByRole('status')).toHaveText('1 of 4 imported, 3 could not be read')
  for (const name of ['Letter.wav', 'Empty.flac', 'Cut off.wav']) {
    const row = panel.getByRole('listitem').filter({ hasText: name }).first()
    const sentence = (await row.locator('.import-fault').textContent()) ?? ''
    console.log(sentence)
    expect(sentence).toContain(`“${name}”`)
    expect(sentence, 'what happened, and what to do').toMatch(/\. \S.*\.$/)
  }
  await expect(page.getByTestId('track-count')).toHaveText('1 track')
  const { songs, assets } = await readProject(join(app.projects, 'Broken.mixwright'))
  expect(songs[0]!.tracks.map((track) => track.name)).toEqual(['01 Kick', 'Master'])
  expect(assets).toHaveLength(1)
})
