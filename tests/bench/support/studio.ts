import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type CDPSession, chromium, type Page } from '@playwright/test'
import { systemChromium } from './system-chromium.ts'

/** The built program behind its loopback shell, and a page of Chromium for it. */
export interface Studio {
  readonly url: string
  readonly page: Page
  readonly session: CDPSession
  close(): Promise<void>
}

/** Starts the program on the projects inside `folder`/projects. Rejects when it is not built or there is no Chromium. */
export async function openStudio(folder: string): Promise<Studio> {
  const executablePath = systemChromium()
  if (!executablePath) throw new Error('This bench needs Chromium: install it, or name it in MIXWRIGHT_CHROMIUM.')
  const child = spawn(process.execPath, ['out/main/loopback.js', '--json'], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: { ...process.env, MIXWRIGHT_PROJECTS: join(folder, 'projects'), MIXWRIGHT_CONFIG: join(folder, 'config') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Also when a round fails: the program would listen on.
  process.on('exit', () => child.kill())
  let url: string | null = null
  for await (const line of createInterface({ input: child.stdout! })) {
    if (!line.startsWith('{')) continue
    url = (JSON.parse(line) as { url: string }).url
    break
  }
  if (url === null) throw new Error('The program ended before it listened.')
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--autoplay-policy=no-user-gesture-required',
      '--enable-precise-memory-info',
      '--js-flags=--expose-gc',
    ],
  })
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  const session = await page.context().newCDPSession(page)
  return { url, page, session, close: () => browser.close() }
}
