// Compiles the engine's AssemblyScript kernels into one WebAssembly module, out/kernel/kernel.wasm.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
mkdirSync(`${root}/out/kernel`, { recursive: true })
const result = spawnSync(
  process.execPath,
  [
    'node_modules/assemblyscript/bin/asc.js',
    'shared/engine/kernel/assembly/index.ts',
    '--outFile',
    'out/kernel/kernel.wasm',
    '--enable',
    'simd',
    '--runtime',
    'minimal',
    '--initialMemory',
    '64',
    '--use',
    'abort=',
    '-O3',
    '--converge',
    '--noAssert',
  ],
  { cwd: root, stdio: 'inherit' },
)
process.exit(result.status ?? 1)
