import { app, type BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, session, shell } from 'electron'
import log from 'electron-log/main'
import { createApi, type MainApi } from '../api/api.ts'
import { pathOfCover } from '../serve/project-cover.ts'
import { folderOfSound } from '../serve/project-sound.ts'
import { securityHeaders } from '../serve/security-headers.ts'
import { rendererFolder } from '../serve/static-files.ts'
import { createSchemeHandler } from './app-scheme.ts'
import { answerIpc, emitThrough } from './call-channel.ts'
import { chooseAudioFile, chooseBounceFile, chooseFolder, chooseProject } from './dialogs.ts'
import { type MenuKey, menuTemplate } from './menu.ts'
import { appScheme, maySee } from './policy.ts'
import { confine, openWindow } from './window.ts'

// The shell for Electron: one window on the app scheme.

log.transports.file.level = 'info'
const report = (error: unknown) => log.error(error)

let window: BrowserWindow | null = null
let closed = false

function openMainWindow(): void {
  window = openWindow(report)
  window.on('closed', () => {
    window = null
  })
}

function refusePermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) =>
    maySee({ permission, origin, mediaType }),
  )
  session.defaultSession.setDevicePermissionHandler(() => false)
}

function ready(api: MainApi): void {
  nativeTheme.themeSource = 'dark'
  refusePermissions()
  protocol.handle(
    appScheme,
    createSchemeHandler({
      rendererFolder,
      folderOfSound: (poolHash) => folderOfSound(api, poolHash),
      pathOfCover: (name) => pathOfCover(api, name),
      securityHeaders: securityHeaders([]),
    }),
  )
  answerIpc(ipcMain, api.handlers, report)
  const press = ({ keyCode, modifiers }: MenuKey) => {
    window?.webContents.sendInputEvent({ type: 'keyDown', keyCode, modifiers })
    window?.webContents.sendInputEvent({ type: 'keyUp', keyCode, modifiers })
  }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ isMac: process.platform === 'darwin', withTools: !app.isPackaged, press })),
  )
  openMainWindow()
}

/** Ends the program once the project is closed, whatever comes of closing it. */
async function closeAndQuit(api: MainApi, exitCode: number): Promise<void> {
  try {
    await api.close()
  } catch (error) {
    report(error)
  }
  closed = true
  if (exitCode === 0) app.quit()
  else app.exit(exitCode)
}

function theWindow(): BrowserWindow {
  if (!window) throw new Error('The window is closed.')
  return window
}

function start(): void {
  const api = createApi({
    emit: emitThrough(() => window?.webContents ?? null),
    shell: {
      kind: 'electron',
      openProjectDialog: () => chooseProject(theWindow()),
      saveAudioDialog: (suggestedPath) => chooseBounceFile(theWindow(), suggestedPath),
      chooseFolderDialog: (title) => chooseFolder(theWindow(), title),
      chooseAudioDialog: (title) => chooseAudioFile(theWindow(), title),
      trash: (path) => shell.trashItem(path),
      showInFolder: (path) => shell.showItemInFolder(path),
    },
    log: (sentence) => log.warn(sentence),
  })
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        stream: true,
        corsEnabled: true,
        codeCache: true,
      },
    },
  ])
  app.enableSandbox()
  app.commandLine.appendSwitch('enable-features', 'SharedArrayBuffer')
  app.commandLine.appendSwitch('disable-renderer-backgrounding')
  app.on('web-contents-created', (_event, contents) => confine(contents))
  app.on('child-process-gone', (_event, details) => report(new Error(`${details.type} ended: ${details.reason}`)))
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void closeAndQuit(api, 0)
  })
  process.on('uncaughtException', (error) => {
    report(error)
    dialog.showErrorBox(
      'Mixwright has to close',
      `${error.message}\n\nEvery edit is kept. Details are in ${log.transports.file.getFile().path}.`,
    )
    void closeAndQuit(api, 1)
  })
  app
    .whenReady()
    .then(() => ready(api))
    .catch((error: unknown) => {
      report(error)
      void closeAndQuit(api, 1)
    })
}

// A second start would find its project locked: it hands over to the first and ends.
if (app.requestSingleInstanceLock()) start()
else app.quit()
