// Runs every check and every suite, and ends with one plain line of counts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { chromium, electronPath, environment, node, root, say } from './steps.mjs'

const results = join(root, 'out/test-results')

function run(label, args, extra = {}) {
  say(label)
  return spawnSync(node, args, { cwd: root, stdio: 'inherit', env: { ...environment, ...extra } }).status === 0
}

/** A check is one test: it holds or it does not. */
function check(label, args) {
  const ok = run(label, args)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, names: ok ? [] : [label] }
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
  if (!report) return { passed: 0, failed: 1, skipped: 0, names: ['the unit and conformance tests as a whole'] }
  const failed = report.numFailedTests || (ok ? 0 : 1)
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0)
  return { passed: report.numPassedTests, failed, skipped, names: failedUnitTests(report) }
}

/** The failed tests' files, names and the first line of why; a file that could not be read stands for itself. */
function failedUnitTests(report) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && !failed.length) return [`${file}: ${firstLine(message)}`]
    return failed.map((test) => `${file} › ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`)
  })
}

function firstLine(text) {
  return (text ?? '').trim().split('\n')[0]
}

function endToEnd(args) {
  const file = join(results, 'playwright.json')
  const ok = run(
    'end-to-end tests in Chromium',
    ['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/e2e/playwright.config.ts', ...args],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file, MIXWRIGHT_CHROMIUM: chromium() },
  )
  if (!electronPath()) say('the end-to-end tests did not run in Electron: its binary is not installed')
  const report = readJson(file)
  if (!report?.stats) return { passed: 0, failed: 1, skipped: 0, names: ['the end-to-end tests as a whole'] }
  const { expected, flaky, unexpected, skipped } = report.stats
  const failed = unexpected || (ok ? 0 : 1)
  const named = (status) => report.suites.flatMap((suite) => testsThatAre(status, suite))
  return { passed: expected + flaky, failed, skipped, names: named('unexpected'), shaky: named('flaky') }
}

function testsThatAre(status, { file, specs = [], suites = [] }) {
  const found = specs.filter(({ tests }) => tests.some((test) => test.status === status))
  const names = found.map(({ title }) => `${file} › ${title}`)
  return [...names, ...suites.flatMap((suite) => testsThatAre(status, suite))]
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
  // Once more at the end, where a reader of a long output looks first.
  for (const name of parts.flatMap((part) => part.shaky ?? [])) say(`passed only at the second try: ${name}`)
  for (const name of parts.flatMap((part) => part.names)) say(`failed: ${name}`)
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0)
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
}
