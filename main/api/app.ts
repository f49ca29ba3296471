import type { Handlers } from '../../shared/contract/handlers.ts'
import type { ShellHooks } from './dialog.ts'
import type { ProjectList } from './project-list.ts'
import { programVersion } from './version.ts'

export function appHandlers(shell: ShellHooks, projects: ProjectList): Pick<Handlers, 'app.info'> {
  return {
    'app.info': async () => ({
      version: programVersion(),
      shell: shell.kind,
      projectsFolder: projects.projectsFolder,
      nativeDialogs: shell.openProjectDialog !== undefined && shell.saveAudioDialog !== undefined,
    }),
  }
}
