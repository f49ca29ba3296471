import type { ReactNode } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { AnalysisPanel } from './analysis-panel.tsx'
import { useAnalysis } from './analysis-view.ts'

/** A page with the analysis above it while it is open; the line between them is dragged. */
export function WithAnalysis({ children }: { children: ReactNode }) {
  const open = useAnalysis((view) => view.open)
  return (
    <Group orientation="vertical" className="studio-panels">
      {open && (
        <>
          <Panel
            id="analysis-panel"
            minSize={150}
            maxSize="70%"
            defaultSize={260}
            groupResizeBehavior="preserve-pixel-size"
          >
            <AnalysisPanel />
          </Panel>
          <Separator className="panel-separator" aria-label="Height of the analysis" />
        </>
      )}
      <Panel id="page" minSize={200}>
        {children}
      </Panel>
    </Group>
  )
}
