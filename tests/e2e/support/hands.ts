import { expect, type Locator, type Page } from '@playwright/test'

/** What a user's hands do, in the words of a session. */

/** Drops files from outside onto a place of the page. */
export async function dropFiles(target: Locator, paths: readonly string[]): Promise<void> {
  const page = target.page()
  const carrier = await page.evaluateHandle(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    return input
  })
  await carrier.setInputFiles([...paths])
  await target.evaluate((node, input) => {
    const dataTransfer = new DataTransfer()
    for (const file of input.files ?? []) dataTransfer.items.add(file)
    const box = node.getBoundingClientRect()
    const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }
    for (const type of ['dragenter', 'dragover', 'drop'])
      node.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, ...at }))
  }, carrier)
  await carrier.dispose()
}

/** Drops files and folders as the desktop does: with folders as such, which a page cannot make up. */
export async function dropFromDesktop(target: Locator, paths: string[]): Promise<void> {
  const page = target.page()
  const box = await boxOf(target)
  const session = await page.context().newCDPSession(page)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files: paths, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at, data })
  await session.detach()
}

/** Imports the files that a drop or a chooser brought, as they are listed; the list comes for more than one. */
export async function importListed(page: Page): Promise<void> {
  await expect(page.getByTestId('import-dialog')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('import-dialog')).toHaveCount(0)
}

export async function goTo(page: Page, name: 'arrange' | 'mix' | 'master' | 'album' | 'bounce'): Promise<void> {
  await page.getByTestId(`tab-${name}`).click()
}

/** Takes a place of an element in the hand, moves it by so many pixels and lets go; the keys are held meanwhile. */
export async function drag(
  target: Locator,
  from: { x: number; y: number },
  by: { x: number; y: number },
  ...keys: ('Shift' | 'Alt')[]
): Promise<void> {
  const { mouse, keyboard } = target.page()
  const box = await boxOf(target)
  const x = box.x + from.x
  const y = box.y + from.y
  await mouse.move(x, y)
  await mouse.down()
  for (const key of keys) await keyboard.down(key)
  await mouse.move(x + by.x / 2, y + by.y / 2, { steps: 4 })
  await mouse.move(x + by.x, y + by.y, { steps: 4 })
  await mouse.up()
  for (const key of keys) await keyboard.up(key)
}

export async function boxOf(target: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await target.boundingBox()
  if (!box) throw new Error(`${target} is not to be seen.`)
  return box
}

export function clip(page: Page, name: string): Locator {
  return page.locator(`[data-testid=clip][data-clip-name="${name}"]`)
}

export async function framesPerPixel(target: Locator): Promise<number> {
  return Number(await target.getAttribute('data-length-frames')) / (await boxOf(target)).width
}

export function strip(page: Page, track: string): Locator {
  return page.locator(`[data-testid=strip][data-track="${track}"]`)
}

export async function chooseOption(page: Page, select: Locator, option: string | RegExp): Promise<void> {
  await select.getByRole('button').click()
  await page.getByRole('option', { name: option }).click()
}

/** Opens a project from the start screen's list, which is read anew for projects made behind the window's back. */
export async function openProject(page: Page, name: string): Promise<void> {
  await page.reload()
  await page.getByTestId('start-screen').getByRole('button', { name }).click()
  await expect(page.getByTestId('arrange-page')).toBeVisible()
}

interface BounceChoice {
  stage: 'mix' | 'master'
  depth: '16' | '24' | '32f'
  /** The usual place unless said. */
  path?: string
}

const stages = { mix: /Mix: /, master: /Master: / }
const depths = { '16': /16 bit/, '24': /24 bit/, '32f': /32 bit/ }

/** Asks for a bounce on the Bounce page and returns its row in the list. */
export async function startBounce(page: Page, { stage, depth, path }: BounceChoice): Promise<Locator> {
  await goTo(page, 'bounce')
  await chooseOption(page, page.getByTestId('bounce-stage'), stages[stage])
  await chooseOption(page, page.getByTestId('bounce-depth'), depths[depth])
  if (path !== undefined) await page.getByTestId('bounce-path').fill(path)
  const tasks = page.getByTestId('bounce-task')
  const before = await tasks.count()
  await page.getByTestId('bounce-start').click()
  return tasks.nth(before)
}

/** Bounces and returns where the file lies. */
export async function bounce(page: Page, choice: BounceChoice): Promise<string> {
  const task = await startBounce(page, choice)
  await expect(task).toHaveAttribute('data-state', 'done', { timeout: 60_000 })
  const path = await task.getByTestId('bounce-report').getAttribute('data-path')
  if (path === null) throw new Error('The report does not say where the file lies.')
  return path
}
