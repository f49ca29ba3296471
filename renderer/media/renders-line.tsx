import { Trash2 } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { CallOutput } from '../../shared/contract/api.ts'
import { formatBytes } from '../../shared/model/units.ts'
import { neededRenders, useAlbumWork } from '../album/render/album-renders.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocumentState } from '../document/hooks.ts'
import { notify, notifyError } from '../document/notices.ts'
import { Button } from '../ui/button.tsx'

type Usage = CallOutput<'render.usage'>

function counted(renders: number): string {
  return `${renders} ${renders === 1 ? 'render' : 'renders'}`
}

/** What the album's renders take of the disk, and a way to let go of those that its present state does not use. */
export function RendersLine() {
  const [usage, setUsage] = useState<Usage | null>(null)
  const isRendering = useAlbumWork((state) => state.work !== null)
  const readOnly = useDocumentState((state) => state.readOnly)
  const look = useCallback(async () => {
    try {
      setUsage(await documentStore.api().call('render.usage', { needed: await neededRenders() }))
    } catch (error) {
      notifyError(error)
    }
  }, [])
  useEffect(() => {
    if (!isRendering) void look()
  }, [isRendering, look])

  async function tidy(): Promise<void> {
    try {
      const { renders, bytes } = await documentStore.api().call('render.tidy', { needed: await neededRenders() })
      notify('info', `${counted(renders)} removed, ${formatBytes(bytes)}.`)
    } catch (error) {
      notifyError(error)
    }
    await look()
  }

  if (!usage || usage.renders === 0) return null
  return (
    <div className="media-foot" data-testid="media-renders">
      <span className="media-hint">
        The album keeps {counted(usage.renders)}, {formatBytes(usage.bytes)};{' '}
        {usage.stale === 0
          ? 'all of them are up to date.'
          : `${usage.stale} of them, ${formatBytes(usage.staleBytes)}, are of earlier states and would be rendered again.`}
      </span>
      <span className="spacer" />
      <Button icon={Trash2} disabled={readOnly || isRendering || usage.stale === 0} onClick={() => void tidy()}>
        Remove stale renders
      </Button>
    </div>
  )
}
