import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { dismissNotice, type Notice, useNotices } from '../document/notices.ts'
import { IconButton } from '../ui/button.tsx'

const icons = { info: Info, warning: TriangleAlert, error: CircleAlert }
/** Time to read a notice that asks for nothing. Errors stay until they are dismissed. */
const readingMs = 6000

function NoticeLine({ notice }: { notice: Notice }) {
  const { id, kind, message, remedy } = notice
  useEffect(() => {
    if (kind === 'error') return
    const timer = window.setTimeout(() => dismissNotice(id), readingMs)
    return () => clearTimeout(timer)
  }, [id, kind])
  const Icon = icons[kind]
  return (
    <div
      className={`notice notice-${kind}`}
      role={kind === 'error' ? 'alert' : undefined}
      data-testid={`notice-${kind}`}
    >
      <Icon size={16} aria-hidden />
      <div className="notice-text">
        <p>{message}</p>
        {remedy && <p className="notice-remedy">{remedy}</p>}
      </div>
      <IconButton icon={X} label="Dismiss" variant="quiet" size={14} onClick={() => dismissNotice(id)} />
    </div>
  )
}

/** What the program has to say, at the window's foot. */
export function NoticesView() {
  const notices = useNotices((state) => state.notices)
  return (
    <div className="notices" aria-live="polite" role="status">
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  )
}
