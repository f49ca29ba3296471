import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { createBridge } from './bridge.ts'

contextBridge.exposeInMainWorld(
  'mixwright',
  createBridge(ipcRenderer, (file) => webUtils.getPathForFile(file)),
)
