import type { Handlers } from '../../shared/contract/handlers.ts'
import type { Session } from './session.ts'

export function editHandlers(
  session: Session,
): Pick<Handlers, 'edit.apply' | 'edit.undo' | 'edit.redo' | 'edit.walk' | 'edit.history'> {
  return {
    async 'edit.apply'({ edit }) {
      const { seq, history } = await session.require().apply(edit)
      return { seq, history }
    },
    'edit.undo': () => session.require().undo(),
    'edit.redo': () => session.require().redo(),
    'edit.walk': ({ position }) => session.require().walkTo(position),
    'edit.history': () => session.require().historyList(),
  }
}
