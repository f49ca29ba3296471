import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { watchPage } from '../../../main/loopback/page-watch.ts'
import { loopbackTransport } from '../../../renderer/document/transport-loopback.ts'
import { connect } from '../../../shared/contract/connection.ts'
import { redeem } from './loopback-page.ts'

const program = fileURLToPath(new URL('../../../main/loopback/loopback.ts', import.meta.url))

describe('the loopback shell as a program', () => {
  let folder: string
  const running: ChildProcess[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mixwright-loopback-'))
  })
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL')
  })
  afterAll(() => rm(folder, { recursive: true }))

  function run(...args: string[]) {
    const env = {
      ...process.env,
      MIXWRIGHT_PROJECTS: join(folder, 'projects'),
      MIXWRIGHT_CONFIG: join(folder, 'config'),
    }
    const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    running.push(child)
    return child
  }

  async function address(child: ReturnType<typeof run>): Promise<string> {
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    return (JSON.parse(line.toString()) as { url: string }).url
  }

  test('a project made over its line is there again when another shell opens it', async () => {
    const first = run('--json')
    const api = await openPage(await address(first))
    const { path } = await api.call('project.create', { name: 'Harbour', sampleRate: 48000 })
    // The project is still open and locked; closing the shell gives it free.
    first.kill('SIGTERM')
    expect(await once(first, 'exit')).toEqual([0, null])

    const second = run('--json')
    const again = await openPage(await address(second))
    const opened = await again.call('project.open', { path })
    expect([opened.readOnly, opened.document.project.name]).toEqual([false, 'Harbour'])
    second.kill('SIGINT')
    expect(await once(second, 'exit')).toEqual([0, null])
  })

  test('a port that is taken is named in a sentence', async () => {
    const { port } = new URL(await address(run('--json')))
    const second = run('--port', port)
    const [message, [code]] = await Promise.all([text(second.stderr), once(second, 'exit')])
    expect(message).toContain(`Port ${port} is in use`)
    expect(code).toBe(1)
  })

  test.each([['--port', 'ninety'], ['--port', '70000'], ['--loud']])('refuses %s %s', async (...args) => {
    const child = run(...args)
    const [message, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(message).toMatch(/^mixwright: .*\n$/)
    expect(code).toBe(1)
  })
})

async function openPage(url: string) {
  const { origin, host } = new URL(url)
  const headers = { Cookie: await redeem(url), Origin: origin }
  const socket = new NodeWebSocket(`ws://${host}/api`, { headers })
  return connect(await loopbackTransport(socket as unknown as WebSocket))
}

describe('when the loopback shell ends with its page', () => {
  test('a reload is no end, a closed page is', () => {
    vi.useFakeTimers()
    const gone = vi.fn()
    const watch = watchPage(6000, gone)
    vi.advanceTimersByTime(60_000)
    watch.pageConnected(true)
    watch.pageConnected(false)
    vi.advanceTimersByTime(5900)
    watch.pageConnected(true)
    vi.advanceTimersByTime(60_000)
    expect(gone).not.toHaveBeenCalled()
    watch.pageConnected(false)
    vi.advanceTimersByTime(6000)
    expect(gone).toHaveBeenCalledOnce()
    vi.useRealTimers()
  })
})
