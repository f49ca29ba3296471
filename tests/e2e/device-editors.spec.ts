import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { type DeviceKind, deviceKinds } from '../../shared/model/document.ts'
import { expect, test } from './app.ts'
import { boxOf, drag, goTo, openProject, strip } from './support/hands.ts'
import { makeProject, readTrack } from './support/program.ts'

const track = '03 Bass'

async function insert(page: Page, kind: DeviceKind): Promise<Locator> {
  await strip(page, track).getByTestId('insert-add').click()
  await page.getByRole('menuitem', { name: deviceSpecs[kind].name, exact: true }).click()
  await expect(page.getByTestId('device-editor')).toHaveAttribute('data-kind', kind)
  return page.getByTestId('device-editor')
}

/** What of its picture each device lets a hand take, and the parameters a drag down and to the right moves. */
const handles: Partial<Record<DeviceKind, readonly [testId: string, ...params: string[]]>> = {
  eq: ['eq-band-4', 'b4.freq', 'b4.gain'],
  lineareq: ['eq-band-4', 'b4.freq', 'b4.gain'],
  compressor: ['threshold-handle', 'threshold'],
  gate: ['threshold-handle', 'threshold'],
  deesser: ['frequency-handle', 'freq'],
  limiter: ['ceiling-handle', 'ceiling'],
  multiband: ['crossover-1', 'x1'],
  transient: ['attack-handle', 'attack'],
  exciter: ['exciter-handle', 'freq', 'amount'],
  delay: ['echo-handle', 'time', 'feedback'],
  chorus: ['chorus-handle', 'delay'],
  reverb: ['high-decay', 'highFreq', 'highDecay'],
  imager: ['width-1', 'b1.width'],
}

test('every device has a picture and keeps nobody out; what a hand takes on it goes into the device and comes back', async ({
  app,
  window: page,
  stems,
}) => {
  test.setTimeout(240_000)
  const folder = await makeProject(app.projects, 'Pictures', [stems[2]!.path])
  await openProject(page, 'Pictures')
  await goTo(page, 'mix')
  for (const kind of deviceKinds)
    await test.step(deviceSpecs[kind].name, async () => {
      const editor = await insert(page, kind)
      await expect(editor.locator('canvas').first()).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).include('[data-testid=device-editor]').analyze()
      const barriers = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect
        .soft(
          barriers.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`),
          'what keeps people out',
        )
        .toEqual([])
      const handle = handles[kind]
      if (handle) {
        const [testId, ...params] = handle
        const target = editor.getByTestId(testId)
        const { width, height } = await boxOf(target)
        await drag(target, { x: width / 2, y: Math.min(height / 2, height - 2) }, { x: 24, y: 18 })
        const kept = async () => (await readTrack(folder, track)).devices.at(-1)?.params ?? {}
        for (const id of params) {
          const spec = deviceSpecs[kind].params.find((param) => param.id === id)!
          await expect.poll(async () => (await kept())[id] ?? spec.default, id).not.toBe(spec.default)
        }
        await page.keyboard.press('Control+z')
        for (const id of params) {
          const spec = deviceSpecs[kind].params.find((param) => param.id === id)!
          await expect
            .poll(async () => (await kept())[id] ?? spec.default, `${id}, undone in one step`)
            .toBe(spec.default)
        }
      }
      await editor.getByRole('button', { name: 'Remove this device' }).click()
      await expect(editor).toHaveCount(0)
    })
})

test('every control of every device takes keys, typed values and a menu; nonsense keeps the value and says the range', async ({
  app,
  window: page,
  stems,
}) => {
  test.setTimeout(240_000)
  const folder = await makeProject(app.projects, 'Controls', [stems[2]!.path])
  await openProject(page, 'Controls')
  await goTo(page, 'mix')
  for (const kind of deviceKinds)
    await test.step(deviceSpecs[kind].name, async () => {
      const editor = await insert(page, kind)
      const knob = editor.getByRole('slider').and(editor.locator('.knob:not([aria-disabled=true])')).first()
      const paramId = (await knob.getAttribute('data-testid'))!.slice('param-'.length)
      const spec = deviceSpecs[kind].params.find((param) => param.id === paramId)!
      const kept = async () => (await readTrack(folder, track)).devices.at(-1)?.params[paramId] ?? spec.default
      const typed = editor.getByRole('textbox', { name: /typed value/ })

      const stands = (value: number) => expect(knob).toHaveAttribute('aria-valuenow', `${value}`)
      await knob.focus()
      await page.keyboard.press('End')
      await stands(spec.max)
      await page.keyboard.press('Home')
      await stands(spec.min)
      await page.keyboard.press('PageUp')
      await expect(knob).not.toHaveAttribute('aria-valuenow', `${spec.min}`)
      const moved = await knob.getAttribute('aria-valuenow')

      await page.keyboard.press('Enter')
      await typed.fill('potatoes')
      await typed.press('Enter')
      await expect(editor.getByRole('alert')).toContainText('goes from')
      await typed.press('Escape')
      await stands(Number(moved))
      await expect.poll(kept, { timeout: 30_000 }).toBe(Number(moved))

      await knob.dblclick()
      await stands(spec.default)
      await knob.click({ button: 'right' })
      await expect(page.getByRole('menuitem', { name: /^Type a value/ })).toBeVisible()
      const automate = page.getByRole('menuitem', { name: 'Automate', exact: true })
      if (spec.update !== 'rebuild') {
        await automate.click()
        await expect(editor.getByTestId('followed-mark').first()).toHaveText('R')
      } else await page.keyboard.press('Escape')
      await expect(page.getByRole('menu')).toHaveCount(0)
      await editor.getByRole('button', { name: 'Remove this device' }).click()
      await expect(editor).toHaveCount(0)
    })
})

test('a list of values is walked by the keys, and its menu resets and automates it', async ({
  app,
  window: page,
  stems,
}) => {
  const folder = await makeProject(app.projects, 'Lists', [stems[2]!.path])
  await openProject(page, 'Lists')
  await goTo(page, 'mix')
  const editor = await insert(page, 'saturation')
  const kept = async () => (await readTrack(folder, track)).devices[0]?.params.style ?? 0
  const styles = editor.getByRole('radiogroup', { name: 'Saturation, Style' })
  await styles.getByRole('radio', { name: 'Tape' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(kept).toBe(2)
  await expect(styles.getByRole('radio', { name: 'Soft' })).toBeFocused()
  await page.keyboard.press('End')
  await expect.poll(kept).toBe(3)
  await styles.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Reset to Tape' }).click()
  await expect.poll(kept).toBe(0)
  await styles.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Automate' }).click()
  await expect(editor.getByTestId('followed-mark')).toHaveText('R')
})

test('the spectrum of another track is laid over the equalizer’s', async ({ app, window: page, stems }) => {
  await makeProject(app.projects, 'Masking', [stems[2]!.path, stems[0]!.path])
  await openProject(page, 'Masking')
  await goTo(page, 'mix')
  const editor = await insert(page, 'eq')
  await editor.getByTestId('spectrum-before').click()
  await editor.getByTestId('spectrum-other').getByRole('button').click()
  await page.getByRole('option', { name: '01 Kick' }).click()
  const painted = () =>
    editor.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!
      copy.drawImage(canvas, 0, 0)
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height)
      // The other track's line is of the warning's amber.
      let amber = 0
      for (let i = 0; i < data.length; i += 4)
        if (data[i]! > 150 && data[i + 1]! > 110 && data[i + 2]! < 110 && data[i]! - data[i + 2]! > 80) amber++
      return amber
    })
  const still = await painted()
  await page.keyboard.press('Space')
  await expect.poll(painted, { timeout: 15_000 }).toBeGreaterThan(still + 100)
  await page.keyboard.press('Space')
})
