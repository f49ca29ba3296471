// Opens the app: in Electron where its binary is there, otherwise in the system's Chromium on the loopback shell.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, electronPath, environment, node, root, SetupError, say } from './steps.mjs'

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)

function finished(child) {
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1))))
}

async function startElectron(binary, args) {
  say('opening in Electron, whose binary is installed')
  // Electron, like Chromium, refuses to run as root inside its own sandbox.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return finished(spawn(binary, [...flags, root, ...args], { env: environment, stdio: 'inherit' }))
}

/** Starts the loopback shell and returns it with its one-time address. */
async function startLoopback(args) {
  const server = spawn(node, [join(root, 'out/main/loopback.js'), '--json', ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: server.stdout })) {
    try {
      const { url } = JSON.parse(line)
      if (url) return { server, url }
    } catch {
      say(line)
    }
  }
  throw new SetupError('The loopback shell ended before it listened.')
}

async function startChromium(args) {
  const browser = chromium()
  const { server, url } = await startLoopback(['--exit-with-page', ...args])
  say(`opening in Chromium (${browser}), since Electron's binary is not installed`)
  const profile = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mixwright/chromium')
  mkdirSync(profile, { recursive: true })
  const flags = [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--disable-background-networking',
    '--autoplay-policy=no-user-gesture-required',
    '--window-size=1440,900',
  ]
  // Chromium refuses to run as root inside its own sandbox; test-type keeps it from showing a bar about that.
  if (process.getuid?.() === 0) flags.push('--no-sandbox', '--test-type')
  const window = spawn(browser, flags, { stdio: 'ignore' })
  const stop = () => server.kill('SIGTERM')
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // A Chromium that runs already takes the window over and this process ends at once, so only the server tells when the
  // page is closed; where a browser does not come up, for want of a display that answers, another one may.
  window.on('exit', (code) => {
    if (code === 0 || server.exitCode !== null) return
    say(
      `Chromium ended (${code ?? 'killed'}). Where no window came, open this one-time address, or end this with Ctrl-C:`,
    )
    process.stdout.write(`${url}\n`)
  })
  const code = await finished(server)
  window.kill()
  return code
}

async function printAddress(args) {
  const { server, url } = await startLoopback(args)
  say("there is no display, so open this one-time address in this machine's Chromium:")
  process.stdout.write(`${url}\n`)
  const stop = () => server.kill('SIGTERM')
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return finished(server)
}

/** Resolves with the exit code once the app is closed. */
export function start(args) {
  const electron = electronPath()
  if (!hasDisplay) return printAddress(args)
  return electron ? startElectron(electron, args) : startChromium(args)
}
