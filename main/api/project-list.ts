import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { databasePath, projectName, projectSuffix } from '../store/project-folder.ts'
import type { SettingsFile } from './settings.ts'

interface ListedProject {
  name: string
  path: string
  /** Milliseconds since 1970, UTC. */
  modified: number
}

/** Where new projects go, and which were opened lately. */
export interface ProjectList {
  readonly projectsFolder: string
  remember(path: string): void
  /** Projects opened lately and those in the projects folder, newest first. */
  list(): Promise<ListedProject[]>
}

/** More than a start screen shows. */
const longestList = 50

/** `MIXWRIGHT_PROJECTS` in the environment moves the projects' folder. */
export function openProjectList(settings: SettingsFile, environment: NodeJS.ProcessEnv = process.env): ProjectList {
  const projectsFolder = resolve(environment.MIXWRIGHT_PROJECTS || join(homedir(), 'Music', 'Mixwright'))
  return {
    projectsFolder,
    remember(path) {
      const recent = settings.get('recent').filter((other) => other !== path)
      settings.set('recent', [path, ...recent].slice(0, longestList))
    },
    async list() {
      const lying = (await readdir(projectsFolder).catch(() => []))
        .filter((name) => name.endsWith(projectSuffix) && !name.startsWith('.'))
        .map((name) => join(projectsFolder, name))
      const paths = [...new Set([...settings.get('recent'), ...lying])]
      const listed = await Promise.all(paths.map(look))
      return listed.filter((project) => project !== null).sort((a, b) => b.modified - a.modified)
    },
  }
}

async function look(path: string): Promise<ListedProject | null> {
  const times = await Promise.all(
    [databasePath(path), `${databasePath(path)}-wal`].map((file) =>
      stat(file).then(
        ({ mtimeMs }) => Math.round(mtimeMs),
        () => null,
      ),
    ),
  )
  if (times[0] === null) return null
  return { name: projectName(path), path, modified: Math.max(...times.map((time) => time ?? 0)) }
}
