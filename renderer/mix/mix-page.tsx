import { Console } from './console.tsx'
import { OpenInsertEditor, useOpenInsert } from './open-device.tsx'

/** The mixer below another page: the strips, and beside them the open insert's editor. */
export function MixDock() {
  const open = useOpenInsert()
  return (
    <div className="mix-dock">
      <Console tall={false} />
      {open && (
        <aside className="mix-dock-editor">
          <OpenInsertEditor />
        </aside>
      )}
    </div>
  )
}

/** The whole page: the open insert's editor above the console. */
export function MixPage() {
  const open = useOpenInsert()
  return (
    <div className="mix-page" data-testid="mix-page">
      {open && (
        <div className="mix-page-editor">
          <OpenInsertEditor />
        </div>
      )}
      <Console tall />
    </div>
  )
}
