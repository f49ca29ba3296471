// The door of every npm script: sets up what the command needs, then runs it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build, chromium, dependencies, environment, ffmpeg, loudgain, node, root, SetupError, say } from './steps.mjs'

/** Runs a built program with the user's arguments in the user's folder. */
function program(name, args) {
  const cwd = process.env.INIT_CWD ?? process.cwd()
  const result = spawnSync(node, [join(root, 'out/main', `${name}.js`), ...args], {
    cwd,
    stdio: 'inherit',
    env: environment,
  })
  return result.status ?? 1
}

const commands = {
  demo: (args) => program('demo-album', args),
  mixwright: (args) => program('cli', args),
  bench: (args) => program('cli', ['bench', ...args]),
  faults(args) {
    const command = ['tests/faults/faults.ts', ...args]
    return spawnSync(node, command, { cwd: root, stdio: 'inherit', env: environment }).status ?? 1
  },
  async start(args) {
    ffmpeg()
    const { start } = await import('./start.mjs')
    return start(args)
  },
  async test(args) {
    chromium()
    ffmpeg()
    loudgain()
    const { test } = await import('./test.mjs')
    return test(args)
  },
}

const [name, ...args] = process.argv.slice(2)
try {
  const [major] = process.versions.node.split('.')
  if (Number(major) < 20) throw new SetupError(`Node ${process.version} is too old: install Node 20 or newer.`)
  dependencies()
  build()
  process.exitCode = await commands[name](args)
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exitCode = 1
}
