import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { VictimLine, VictimStart } from './kinds.ts'
import { below, type Random } from './random.ts'

export interface Killed {
  /** The last change that was answered; null when none was. */
  kept: { seq: number; digest: string } | null
  /** What had been asked for and not been answered. */
  asked: string | null
  /** The step it was in. */
  step: string
  /** Why it ended though nobody killed it; null when it was killed. */
  fault: string | null
}

/** How long after its start, or after one of its lines, the victim is killed. */
interface Moment {
  afterLine: number
  delayMs: number
}

/** Half of the kills come while the program starts and opens the project, the others between any two steps of its work. */
export function someMoment(random: Random): Moment {
  if (random() < 0.5) return { afterLine: 1, delayMs: random() * 250 }
  return { afterLine: 2 + below(random, 60), delayMs: random() * 12 }
}

/** No victim works for so long without a line. */
const patienceMs = 30_000

/** Starts a victim and kills it at its moment. */
export function killOne(start: VictimStart, { afterLine, delayMs }: Moment): Promise<Killed> {
  const program = fileURLToPath(new URL('./victim.js', import.meta.url))
  const child = spawn(process.execPath, [program, JSON.stringify(start)], { stdio: ['ignore', 'pipe', 'pipe'] })
  const killed: Killed = { kept: null, asked: null, step: 'starting', fault: null }
  let said = ''
  let rest = ''
  let lines = 0
  const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  child.stderr.on('data', (data) => {
    said += data
  })
  child.stdout.on('data', (data) => {
    const texts = `${rest}${data}`.split('\n')
    rest = texts.pop()!
    for (const text of texts) {
      take(killed, JSON.parse(text) as VictimLine)
      if (++lines === afterLine) setTimeout(() => child.kill('SIGKILL'), delayMs)
    }
  })
  return new Promise((resolve) =>
    child.on('close', (code, signal) => {
      clearTimeout(patience)
      if (signal !== 'SIGKILL') killed.fault = `It ended by itself (${signal ?? code}): ${said}`
      else if (lines < afterLine) killed.fault = `It said nothing more for ${patienceMs / 1000} s. ${said}`
      resolve(killed)
    }),
  )
}

function take(killed: Killed, line: VictimLine): void {
  if ('asked' in line) killed.asked = line.asked
  else if ('kept' in line) {
    killed.kept = { seq: line.kept, digest: line.digest }
    killed.asked = null
  } else if ('step' in line) killed.step = line.step
}
