import { parseArgs } from 'node:util'
import { createApi } from '../api/api.ts'
import { rendererFolder } from '../serve/static-files.ts'
import { watchPage } from './page-watch.ts'
import { type LoopbackServer, startLoopbackServer } from './server.ts'
import { showInFolder } from './show-in-folder.ts'

// The shell for a browser: Mixwright on 127.0.0.1, behind a one-time address.

/** A page that is reloaded is gone for a moment; only one that stays away so long has been closed. */
const reloadMs = 6000

function fail(message: string): never {
  process.stderr.write(`mixwright: ${message}\n`)
  process.exit(1)
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
        'exit-with-page': { type: 'boolean', default: false },
      },
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65535) fail(`--port ${values.port} is no port: give 0 to 65535.`)
    return { port, json: values.json, exitWithPage: values['exit-with-page'] }
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error))
  }
}

const report = (error: unknown) => console.error(error)
const { port, json, exitWithPage } = readOptions()
let server: LoopbackServer | null = null
let closing = false

const api = createApi({
  emit: (name, payload) => server?.emit(name, payload),
  shell: { kind: 'loopback', showInFolder },
  log: (sentence) => console.warn(sentence),
})

const watch = watchPage(reloadMs, () => void close(0))

/** Closes the page's line first, so that no call comes in behind the project's close. */
async function close(exitCode: number): Promise<void> {
  if (closing) return
  closing = true
  watch.end()
  try {
    await server?.close()
    await api.close()
  } catch (error) {
    report(error)
    process.exit(1)
  }
  process.exit(exitCode)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close(0))
process.on('uncaughtException', (error) => {
  report(error)
  void close(1)
})

try {
  server = await startLoopbackServer({
    api,
    rendererFolder,
    port,
    report,
    onPage: (connected) => {
      if (exitWithPage) watch.pageConnected(connected)
    },
  })
} catch (error) {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  if (!inUse) throw error
  fail(`Port ${port} is in use: give another with --port, or none to take any free one.`)
}
process.stdout.write(json ? `${JSON.stringify({ url: server.url })}\n` : `Mixwright is at ${server.url}\n`)
