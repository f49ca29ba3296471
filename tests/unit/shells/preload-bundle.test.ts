import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compileFunction } from 'node:vm'
import { expect, test } from 'vitest'
import { callChannel } from '../../../shared/contract/bridge.ts'

// What Electron loads is the built file, so that is what is looked at.
const bundle = fileURLToPath(new URL('../../../out/preload/preload.cjs', import.meta.url))

test('the built preload needs nothing but electron and shows the page exactly the bridge', async () => {
  expect(existsSync(bundle), 'out/preload/preload.cjs is not built: run electron-vite build first').toBe(true)
  const required: string[] = []
  const exposed: Record<string, Record<string, (...args: unknown[]) => unknown>> = {}
  const invoked: unknown[][] = []
  const electron = {
    contextBridge: { exposeInMainWorld: (key: string, value: (typeof exposed)[string]) => (exposed[key] = value) },
    ipcRenderer: { invoke: async (...args: unknown[]) => invoked.push(args), on() {}, removeListener() {} },
    webUtils: { getPathForFile: () => '/music/kick.wav' },
  }
  // A sandboxed preload has these and no others of Node's own.
  const load = compileFunction(readFileSync(bundle, 'utf8'), ['require', 'exports', 'module'])
  load(
    (name: string) => {
      required.push(name)
      return electron
    },
    {},
    { exports: {} },
  )
  expect(required).toEqual(['electron'])
  expect(Object.keys(exposed)).toEqual(['mixwright'])
  const bridge = exposed.mixwright ?? {}
  expect(Object.keys(bridge).sort()).toEqual(['onEvent', 'pathForFile', 'send'])
  await bridge.send?.('app.info', {})
  expect(invoked).toEqual([[callChannel, { name: 'app.info', input: {}, bytes: null }]])
  expect(bridge.pathForFile?.({})).toBe('/music/kick.wav')
})
