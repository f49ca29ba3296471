import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, test as base, _electron as electron, expect, type Page } from '@playwright/test'
import { type DemoStem, renderDemoStems } from './support/demo-stems.ts'
import { programRoot } from './support/program.ts'

interface RunningApp {
  /** A folder of the test's own, removed afterwards. */
  folder: string
  /** Where the program keeps its projects, inside `folder`. */
  projects: string
  /** Ends the program outright, as a crash would, and starts it again on the same folders. Resolves with its new window. */
  crashAndRestart(): Promise<Page>
  /** Starts the program a second time beside the first, on the same folders. Resolves with its window. */
  startAnother(): Promise<Page>
}

interface Shell {
  window: Page
  crash(): Promise<void>
  close(): Promise<void>
}

declare global {
  interface Window {
    /** Every audio context the page made, for what the page itself does not show. */
    audioContexts?: AudioContext[]
  }
}

function rememberAudioContexts(): void {
  const Native = window.AudioContext
  window.AudioContext = class extends Native {
    constructor(options?: AudioContextOptions) {
      super(options)
      window.audioContexts ??= []
      window.audioContexts.push(this)
    }
  }
}

function environmentOf(folder: string): Record<string, string> {
  const own = { MIXWRIGHT_PROJECTS: join(folder, 'projects'), MIXWRIGHT_CONFIG: join(folder, 'config') }
  return { ...(process.env as Record<string, string>), ...own }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

async function startLoopback(folder: string, browser: Browser): Promise<Shell> {
  const child = spawn(process.execPath, ['out/main/loopback.js', '--json'], {
    cwd: programRoot,
    env: environmentOf(folder),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let url: string | null = null
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue
    url = (JSON.parse(line) as { url: string }).url
    break
  }
  if (url === null) throw new Error('The loopback shell ended before it listened.')
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addInitScript(rememberAudioContexts)
  const window = await context.newPage()
  await window.goto(url)
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended(child)
    await context.close()
  }
  return { window, crash: () => end('SIGKILL'), close: () => end('SIGTERM') }
}

async function startElectron(folder: string, executablePath: string): Promise<Shell> {
  // Chromium refuses its sandbox to root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const program = await electron.launch({
    executablePath,
    args: [...asRoot, `--user-data-dir=${join(folder, 'electron')}`, programRoot],
    env: environmentOf(folder),
  })
  await program.context().addInitScript(rememberAudioContexts)
  const window = await program.firstWindow()
  await window.reload()
  const crash = async () => {
    const child = program.process()
    child.kill('SIGKILL')
    await ended(child)
  }
  return { window, crash, close: () => program.close() }
}

interface TestFixtures {
  app: RunningApp
  /** The program's window at its start screen. The test fails when the page throws. */
  window: Page
  shell: { current: Shell; others: Shell[]; start(): Promise<Shell> }
  folder: string
}

export interface WorkerFixtures {
  /** Electron's binary; null: the loopback shell in Chromium. */
  electronBinary: string | null
  /** Twelve seconds of the demo's first song, as files of 24 bit. */
  stems: readonly DemoStem[]
}

/** A test that runs against the real program: a shell, a real database, real audio, in a folder of its own. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  electronBinary: [null, { option: true, scope: 'worker' }],

  stems: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'mixwright-stems-'))
      await use(await renderDemoStems(folder))
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mixwright-e2e-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },

  shell: async ({ folder, browser, electronBinary }, use) => {
    const faults: string[] = []
    const start = async () => {
      const started =
        electronBinary === null ? await startLoopback(folder, browser) : await startElectron(folder, electronBinary)
      started.window.on('pageerror', (error) => faults.push(error.stack ?? error.message))
      return started
    }
    const shell: TestFixtures['shell'] = { current: await start(), others: [], start }
    await use(shell)
    for (const each of [...shell.others, shell.current]) await each.close()
    expect(faults, 'what the page threw').toEqual([])
  },

  window: ({ shell }, use) => use(shell.current.window),

  app: ({ folder, shell }, use) =>
    use({
      folder,
      projects: join(folder, 'projects'),
      async crashAndRestart() {
        await shell.current.crash()
        shell.current = await shell.start()
        return shell.current.window
      },
      async startAnother() {
        const another = await shell.start()
        shell.others.push(another)
        return another.window
      },
    }),
})

export { expect }
