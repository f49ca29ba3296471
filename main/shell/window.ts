import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, dialog, type WebContents } from 'electron'
import { appUrl, isAppUrl } from './policy.ts'

/** The window's colour before the page has drawn: the interface's background. */
const background = '#14161a'
/** A page that ends again so soon after it was loaded anew will not recover. */
const reloadPauseMs = 10_000
const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url))

/** Opens the program's one window; it shows once the page has drawn. */
export function openWindow(report: (error: unknown) => void): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Mixwright',
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: background,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      // Sound goes on behind other windows, and Space plays without a click before it.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  })
  window.once('ready-to-show', () => window.show())
  let lastReload = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    report(new Error(`The page ended: ${reason} (${exitCode}).`))
    if (performance.now() - lastReload < reloadPauseMs) {
      dialog.showErrorBox('Mixwright has to close', 'Its page ended twice in a row. Every edit is kept.')
      window.destroy()
      return
    }
    lastReload = performance.now()
    window.webContents.reload()
  })
  void window.loadURL(appUrl).catch(report)
  return window
}

/** Keeps a page where it is: it leads nowhere else, opens nothing and embeds nothing. */
export function confine(contents: WebContents): void {
  const refuseForeign = (event: { url: string; preventDefault(): void }) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', refuseForeign)
  contents.on('will-frame-navigate', refuseForeign)
  contents.on('will-redirect', refuseForeign)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
