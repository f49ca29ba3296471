import { readFileSync } from 'node:fs'

/** The program's version; package.json lies two folders up from here, and from the bundle in out/main/. */
export function programVersion(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
