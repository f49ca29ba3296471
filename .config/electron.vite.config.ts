import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The programs main is made of, by their names in out/main: what starts from outside, and every worker thread's entry. */
function mainEntries(): Record<string, string> {
  const programs = ['shell/shell.ts', 'loopback/loopback.ts', 'cli.ts', 'demo-album.ts']
    .map((path) => join(root, 'main', path))
    .filter((path) => existsSync(path))
  const workers = readdirSync(join(root, 'main'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('-worker.ts'))
    .map((path) => join(root, 'main', path))
  const entries: Record<string, string> = {}
  for (const path of [...programs, ...workers]) {
    const name = basename(path, '.ts')
    if (entries[name])
      throw new Error(`${path} and ${entries[name]} would both become out/main/${name}.js: rename one.`)
    entries[name] = path
  }
  return entries
}

export default defineConfig({
  main: {
    root,
    build: {
      outDir: join(root, 'out/main'),
      // Hundreds of small files, read at every start of a worker: bundled they load in a fraction of the time.
      externalizeDeps: { exclude: ['drizzle-orm', 'zod', 'immer', 'commander', '@noble/hashes'] },
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      sourcemap: true,
      // Flat, so that code finds its workers and out/kernel at the same place from every chunk.
      rolldownOptions: {
        input: mainEntries(),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    root,
    build: {
      outDir: join(root, 'out/preload'),
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      sourcemap: true,
      // A sandboxed preload may require nothing but electron, so the contract's libraries are bundled.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: join(root, 'preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    base: './',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: join(root, 'out/renderer'),
      emptyOutDir: true,
      target: 'es2024',
      sourcemap: true,
      // A worklet or a wasm inlined as a data URL would be refused by the content policy.
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(root, 'renderer/index.html') },
    },
  },
})
