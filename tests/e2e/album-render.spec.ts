import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { newAlbumItem, newDevice } from '../../shared/model/defaults.ts'
import type { Song } from '../../shared/model/document.ts'
import { expect, test } from './app.ts'
import { chooseOption, goTo, openProject } from './support/hands.ts'
import { makeProject, mixwright, readProject } from './support/program.ts'

async function runCommand(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a command' }).fill(words)
  await page.keyboard.press('Enter')
}

/** A project of two songs that overlap on its album, behind a rack of its own. */
async function makeAlbum(projects: string, first: string, second: string): Promise<string> {
  const folder = await makeProject(projects, 'Tides', [first])
  await mixwright('import', folder, '--song', 'Ebb', second)
  const { songs, project } = await readProject(folder)
  const items = songs.map((song, index) => ({
    ...newAlbumItem(`item${index}`, song as Song, index),
    crossfadeFrames: index === 0 ? 0 : 48_000,
  }))
  const edits = [
    ...items.map((item) => ({ type: 'addAlbumItem', item })),
    {
      type: 'addDevice',
      device: { ...newDevice('glue', project.id, 'compressor', 0), params: { threshold: -24, ratio: 2 } },
    },
  ]
  const file = join(projects, 'edits.json')
  writeFileSync(file, JSON.stringify(edits))
  await mixwright('edit', folder, file)
  return folder
}

function bytesOf(folder: string): Map<string, Buffer> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))
}

test('the album is rendered in the page, heard through its rack, and bounced to the very bytes of the command line', async ({
  app,
  window: page,
  stems,
}) => {
  test.setTimeout(240_000)
  const [, drums, bass] = stems
  const folder = await makeAlbum(app.projects, drums!.path, bass!.path)
  await openProject(page, 'Tides')

  const out = join(app.folder, 'page')
  await runCommand(page, 'bounce the album')
  const dialog = page.getByRole('dialog', { name: 'Bounce the album' })
  await chooseOption(page, dialog.getByTestId('bounce-depth'), /16 bit/)
  await chooseOption(page, dialog.getByTestId('bounce-dither'), /Lipshitz/)
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(out)
  const told = await followPieces(page)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('album-work')).toBeVisible()
  await expect(page.getByText('The album was written: 2 files')).toBeVisible({ timeout: 120_000 })
  expect(readdirSync(out).sort()).toEqual(['01 Tides.wav', '02 Ebb.wav'])
  const pieces = await told()
  for (const label of ['Mixdown of “Tides”', 'Rack of “Tides”', 'Album rack', 'Album'])
    expect(Object.keys(pieces), 'each piece of work has a line').toContain(label)
  for (const [label, fractions] of Object.entries(pieces))
    expect(fractions, `${label} goes forward`).toEqual([...fractions].sort((a, b) => a - b))

  // Everything is kept now: what the album needs is not rendered again.
  const kept = readdirSync(join(folder, 'renders')).sort()
  const theirs = join(app.folder, 'program')
  await mixwright('bounce', folder, '--album', '--depth', '16', '--dither', 'lipshitz', '--out', theirs)
  expect(bytesOf(out)).toEqual(bytesOf(theirs))
  expect(readdirSync(join(folder, 'renders')).sort()).toEqual(kept)

  await goTo(page, 'album')
  await expect(page.locator('.track-state[data-state=fresh]')).toHaveCount(2)
  await runCommand(page, 'play the album')
  await expect(page.getByTestId('album-playhead')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByTestId('play')).toHaveAttribute('aria-pressed', 'true', { timeout: 30_000 })
  await goTo(page, 'master')
  await expect(page.getByTestId('play')).toHaveAttribute('aria-pressed', 'false')
  await goTo(page, 'album')
  await expect(page.getByTestId('album-playhead')).toHaveCount(0)
})

/** Notes what each line of the album's work shows, from now on. Returns what it has noted: fractions by label. */
async function followPieces(page: Page): Promise<() => Promise<Record<string, number[]>>> {
  const noted = await page.evaluateHandle(() => {
    const pieces: Record<string, number[]> = {}
    new MutationObserver(() => {
      for (const bar of document.querySelectorAll<HTMLProgressElement>('[data-testid=album-piece] progress')) {
        const label = bar.getAttribute('aria-label')!
        pieces[label] ??= []
        if (bar.position >= 0) pieces[label].push(bar.value)
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true })
    return pieces
  })
  return () => noted.jsonValue()
}

test('a rendering of the album that is cancelled leaves nothing but what was whole', async ({
  app,
  window: page,
  stems,
}) => {
  const [, drums, bass] = stems
  const folder = await makeAlbum(app.projects, drums!.path, bass!.path)
  await openProject(page, 'Tides')
  await runCommand(page, 'render what is stale')
  await page.getByTestId('album-work').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByTestId('album-work')).toHaveCount(0)
  const left = readdirSync(join(folder, 'renders'))
  expect(left.filter((name) => !/^[0-9a-f]{64}\.(wav|dat|json)$/.test(name))).toEqual([])
  for (const name of left.filter((each) => each.endsWith('.wav'))) expect(left).toContain(name.replace('.wav', '.json'))
})
