import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

// Bundles the program that kills and the program that is killed, with the worker threads of main beside them, and runs the
// first: as bundles they start in a fraction of the time, and most of a kill is a start. Arguments go to kills.ts.

const root = fileURLToPath(new URL('../..', import.meta.url))
// Beside out/kernel, where main's bundles find the kernel; a folder of its own, so that two runs do not meet.
mkdirSync(join(root, 'out'), { recursive: true })
const outDir = mkdtempSync(join(root, 'out/faults-'))

function entries(): Record<string, string> {
  const workers = readdirSync(join(root, 'main'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('-worker.ts'))
    .map((path) => join(root, 'main', path))
  const programs = ['kills.ts', 'victim.ts'].map((name) => join(root, 'tests/faults', name))
  return Object.fromEntries([...programs, ...workers].map((path) => [basename(path, '.ts'), path]))
}

await build({
  root,
  configFile: false,
  logLevel: 'error',
  ssr: { noExternal: ['drizzle-orm', 'zod', 'immer'] },
  build: {
    ssr: true,
    outDir,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: entries(),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
const run = spawnSync(process.execPath, [join(outDir, 'kills.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
rmSync(outDir, { recursive: true, force: true })
process.exitCode = run.status ?? 1
