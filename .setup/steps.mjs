// What must be in place before a command can run. Plain JavaScript: it runs on any Node from 20 on, before anything is
// installed. Each step says what it does on stderr, does nothing when nothing is to be done, and fails with a sentence.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const bin = join(root, 'node_modules/.bin')
/** The pinned Node that everything but this set-up runs on. */
export const node = join(root, 'node_modules/node/bin/node')

/** The environment of every child: the pinned Node comes first on the path. */
export const environment = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` }

/** A failure whose message is all the user needs. */
export class SetupError extends Error {}

export function say(line) {
  process.stderr.write(`mixwright: ${line}\n`)
}

/** Runs one long step with a line before and after; its output is shown only when it fails. */
function step(label, command, args, options = {}) {
  say(`${label} …`)
  const began = Date.now()
  const result = spawnSync(command, args, {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...options,
  })
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  if (result.status === 0) {
    say(`${label}: done in ${seconds} s`)
    return true
  }
  if (!options.optional) {
    const output = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim().split('\n').slice(-40).join('\n')
    throw new SetupError(`${label} failed${result.error ? ` (${result.error.message})` : ''}:\n${output}`)
  }
  return false
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** Installs what the lock file pins, when it has changed since the last time. */
export function dependencies() {
  const stamp = join(root, 'node_modules/.mixwright-installed')
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (readText(stamp) === wanted && existsSync(node)) return
  step('installing dependencies by the lock file', 'npm', ['ci', '--no-audit', '--no-fund'], { env: process.env })
  if (!existsSync(node))
    throw new SetupError(
      'The package "node" came without its binary: allow its install script (npm config "ignore-scripts" must be false) and run this again.',
    )
  electronBinary()
  writeFileSync(stamp, wanted)
}

/** Electron's binary lies outside the npm registry: one try of at most 20 s, whose outcome the installed package shows. */
function electronBinary() {
  if (electronPath()) return
  const got = step('fetching Electron (at most 20 s)', node, ['node_modules/electron/install.js'], {
    optional: true,
    timeout: 20_000,
    killSignal: 'SIGKILL',
  })
  if (!got) say('Electron cannot be had here: the app will open in Chromium instead')
}

/** The Electron binary's path, or null where only its package could be installed. */
export function electronPath() {
  const folder = join(root, 'node_modules/electron')
  const name = readText(join(folder, 'path.txt')).trim()
  return name && existsSync(join(folder, 'dist', name)) ? join(folder, 'dist', name) : null
}

function sourceState() {
  const hash = createHash('sha256')
  const visit = (path) => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const child = join(path, entry.name)
      if (entry.isDirectory()) visit(child)
      else {
        const { size, mtimeMs } = statSync(join(root, child))
        hash.update(`${child} ${size} ${mtimeMs}\n`)
      }
    }
  }
  for (const folder of ['main', 'preload', 'renderer', 'shared', '.config', '.setup']) visit(folder)
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
}

/** Compiles kernels, main, preload and renderer into out/ when a source has changed. */
export function build() {
  const stamp = join(root, 'out/.built')
  const state = sourceState()
  if (readText(stamp) === state) return
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(stamp, '')
  step('compiling the sound kernels', node, ['.setup/build-kernel.mjs'])
  step('building main, preload and renderer', node, [
    'node_modules/electron-vite/bin/electron-vite.js',
    'build',
    '--config',
    '.config/electron.vite.config.ts',
  ])
  writeFileSync(stamp, state)
}

function onPath(names) {
  for (const folder of (process.env.PATH ?? '').split(':'))
    for (const name of names) if (folder && existsSync(join(folder, name))) return join(folder, name)
  return null
}

let aptIsFresh = false

/** Installs a Debian package where that can be done without asking; false where it cannot. */
function aptInstall(name) {
  if (process.getuid?.() !== 0 || !onPath(['apt-get'])) return false
  const options = { optional: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  if (!aptIsFresh) aptIsFresh = step('reading the list of Debian packages', 'apt-get', ['update'], options)
  return step(`installing ${name}`, 'apt-get', ['install', '-y', '--no-install-recommends', name], options)
}

/** The system's Chromium. Throws SetupError where there is none and none can be installed. */
export function chromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const found = process.env.MIXWRIGHT_CHROMIUM ?? onPath(names) ?? (aptInstall('chromium') ? onPath(names) : null)
  if (found) return found
  throw new SetupError(
    'Chromium is missing: install it (Debian: apt-get install chromium) or set MIXWRIGHT_CHROMIUM to its path.',
  )
}

/** The system's ffmpeg: decodes AAC on the command line and gives the tests a second opinion. Works without, and says so. */
export function ffmpeg() {
  if (onPath(['ffmpeg']) || aptInstall('ffmpeg')) return
  say('ffmpeg is missing: AAC files cannot be imported on the command line (Debian: apt-get install ffmpeg)')
}

/** loudgain: its libebur128 reads the tests' masters besides ffmpeg. Works without, and the tests say so. */
export function loudgain() {
  if (!onPath(['loudgain'])) aptInstall('loudgain')
}
