import { type BrowserWindow, dialog } from 'electron'

/** Asks for a project's folder; null when the user cancels. */
export async function chooseProject(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a project',
    message: 'Choose a folder that ends in .mixwright',
    buttonLabel: 'Open',
    properties: ['openDirectory'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** Asks where a bounce goes; null when the user cancels. The dialog itself asks before it takes the name of another file. */
export async function chooseBounceFile(window: BrowserWindow, suggestedPath: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Bounce to',
    defaultPath: suggestedPath,
    filters: [{ name: 'WAV', extensions: ['wav'] }],
  })
  return canceled ? null : filePath
}
