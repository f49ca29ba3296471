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

/** Asks for any folder; null when the user cancels. */
export async function chooseFolder(window: BrowserWindow, title: string): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    message: title,
    properties: ['openDirectory', 'createDirectory'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** Asks for a file of sound; null when the user cancels. What it holds is looked at later, so any file may be chosen. */
export async function chooseAudioFile(window: BrowserWindow, title: string): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    message: title,
    filters: [
      { name: 'Audio', extensions: ['wav', 'aif', 'aiff', 'flac', 'mp3', 'ogg', 'opus', 'm4a', 'aac'] },
      { name: 'All files', extensions: ['*'] },
    ],
    properties: ['openFile'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}
