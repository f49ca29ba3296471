import { ApiError } from '../../shared/contract/errors.ts'
import type { Handlers } from '../../shared/contract/handlers.ts'

/** What a shell can do that others cannot; what is absent is answered with `unsupported`. */
export interface ShellHooks {
  kind: 'electron' | 'loopback'
  /** Resolves with the chosen project's folder, null when the user cancels. */
  openProjectDialog?(): Promise<string | null>
  /** Resolves with the chosen file, null when the user cancels. */
  saveAudioDialog?(suggestedPath: string): Promise<string | null>
  chooseFolderDialog?(title: string): Promise<string | null>
  /** Resolves with the chosen file of sound, null when the user cancels. */
  chooseAudioDialog?(title: string): Promise<string | null>
  /** Moves a file to the system's trash. */
  trash?(path: string): Promise<void>
  showInFolder?(path: string): void | Promise<void>
}

function unsupported(what: string, remedy: string): ApiError {
  return new ApiError('unsupported', `${what} is not possible in a browser.`, remedy)
}

export function dialogHandlers(
  shell: ShellHooks,
): Pick<
  Handlers,
  'dialog.openProject' | 'dialog.saveAudio' | 'dialog.chooseFolder' | 'dialog.chooseAudio' | 'shell.showInFolder'
> {
  return {
    async 'dialog.openProject'() {
      if (!shell.openProjectDialog) throw unsupported('A native dialog', 'Type the path of the project.')
      return { path: await shell.openProjectDialog() }
    },
    async 'dialog.saveAudio'({ suggestedPath }) {
      if (!shell.saveAudioDialog) throw unsupported('A native dialog', 'Type the path of the file.')
      return { path: await shell.saveAudioDialog(suggestedPath) }
    },
    async 'dialog.chooseFolder'({ title }) {
      if (!shell.chooseFolderDialog) throw unsupported('A native dialog', 'Type the path of the folder.')
      return { path: await shell.chooseFolderDialog(title) }
    },
    async 'dialog.chooseAudio'({ title }) {
      if (!shell.chooseAudioDialog) throw unsupported('A native dialog', 'Type the path of the file.')
      return { path: await shell.chooseAudioDialog(title) }
    },
    async 'shell.showInFolder'({ path }) {
      if (!shell.showInFolder) throw unsupported('Showing a file in its folder', `The file is ${path}.`)
      await shell.showInFolder(path)
      return {}
    },
  }
}
