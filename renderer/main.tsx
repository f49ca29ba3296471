import './ui/tokens.css'
import './ui/base.css'
import './ui/ui.css'
import './app/app.css'
import './arrange/arrange.css'
import { createRoot } from 'react-dom/client'
import { enterProject } from './app/project-actions.ts'
import { App } from './app.tsx'
import { documentStore } from './document/document-store.ts'
import { explain, notify, notifyError } from './document/notices.ts'
import { openApi } from './document/open-api.ts'

async function start(): Promise<void> {
  const root = document.getElementById('root')!
  try {
    const api = await openApi(() => documentStore.loseConnection())
    documentStore.connect(api, notifyError)
    api.on('project.note', ({ sentence }) => notify('warning', sentence))
    // A window that was reloaded finds its project still open.
    const { project } = await api.call('project.current', {})
    createRoot(root).render(<App />)
    if (project) enterProject(project)
  } catch (error) {
    const { message } = explain(error)
    root.textContent = `Mixwright could not start: ${message} Close this window and start the program again.`
    root.className = 'start-failed'
  }
}

void start()
