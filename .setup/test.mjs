// Runs every check and every suite, and ends with one plain line of counts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, electronPath, environment, node, root, say } from './steps.mjs'

const results = join(root, 'out/test-results')

function run(label, args, extra = {}) {
  say(label)
  return spawnSync(node, args, { cwd: root, stdio: 'inherit', env: { ...environment, ...extra } }).status === 0
}

/** A check is one test: it holds or it does not. */
function check(label, args) {
  const ok = run(label, args)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

function unit(args) {
  const file = join(results, 'vitest.json')
  const ok = run('unit and conformance tests', [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'tests/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ])
  const report = readJson(file)
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const failed = report.numFailedTests || (ok ? 0 : 1)
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + (report.numTodoTests ?? 0) }
}

function endToEnd(args) {
  const file = join(results, 'playwright.json')
  const ok = run(
    'end-to-end tests in Chromium',
    ['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/e2e/playwright.config.ts', ...args],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file, MIXWRIGHT_CHROMIUM: chromium() },
  )
  if (!electronPath()) say('the end-to-end tests did not run in Electron: its binary is not installed')
  const stats = readJson(file)?.stats
  if (!stats) return { passed: 0, failed: 1, skipped: 0 }
  const failed = stats.unexpected || (ok ? 0 : 1)
  return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped }
}

/** Returns the exit code: 0 only when nothing failed and something passed. */
export function test(args) {
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  const parts = [
    check('types and layers (tsc)', ['node_modules/typescript/bin/tsc', '-b']),
    check('lint (biome)', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']),
    check('unused code and packages (knip)', ['node_modules/knip/bin/knip.js', '--no-progress']),
    unit(args),
    endToEnd(args),
  ]
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0)
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
}
