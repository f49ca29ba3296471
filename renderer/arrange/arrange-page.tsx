import { Activity, Plus } from 'lucide-react'
import { useEffect } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import type { TrackTemplate } from '../../shared/model/track-template.ts'
import { command, shortcutOf } from '../app/commands.ts'
import { addFromTemplate, readTemplates, removeTemplate, useTemplates } from '../app/track-templates.ts'
import { useView } from '../app/view-state.ts'
import { useTracks } from '../document/hooks.ts'
import { notifyError } from '../document/notices.ts'
import { IconButton } from '../ui/button.tsx'
import { MenuButton, type MenuEntry } from '../ui/menu.tsx'
import { Inspector } from './inspector.tsx'
import { Minimap } from './minimap.tsx'
import { Playhead } from './playhead.tsx'
import { Ruler } from './ruler.tsx'
import { TrackList } from './track-list.tsx'

function TracksCaption() {
  const tracks = useTracks()
  const audio = tracks.filter((track) => track.kind === 'audio').length
  const buses = tracks.filter((track) => track.kind === 'bus').length
  const tempoShown = useView((view) => view.tempoShown)
  const templates = useTemplates((state) => state.templates)
  useEffect(() => void readTemplates().catch(notifyError), [])
  const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`
  return (
    <div className="tracks-caption">
      <span data-testid="track-count">
        {count(audio, 'track', 'tracks')}
        {buses > 0 && ` · ${count(buses, 'bus', 'buses')}`}
      </span>
      <span className="spacer" />
      <IconButton
        icon={Activity}
        size={13}
        label={tempoShown ? 'Hide tempo' : 'Show tempo'}
        shortcut={shortcutOf('showTempo')}
        className="show-tempo"
        aria-pressed={tempoShown}
        data-testid="show-tempo"
        onClick={() => command('showTempo').run()}
      />
      <MenuButton
        label="Add a track"
        className="add-track"
        testId="add-track"
        entries={() => [
          ...['addTrack', 'addBus', 'importFiles'].map((id) => ({
            id,
            label: command(id).label,
            run: command(id).run,
          })),
          ...templateEntries(templates),
        ]}
      >
        <Plus size={12} aria-hidden />
        Track
      </MenuButton>
    </div>
  )
}

/** Names of the ruler's rows that unfold. */
function TempoCaptions() {
  const tempoShown = useView((view) => view.tempoShown)
  if (!tempoShown) return null
  return (
    <>
      <span className="ruler-caption tempo-row">Tempo</span>
      <span className="ruler-caption signature-row">Signature</span>
    </>
  )
}

function templateEntries(templates: readonly TrackTemplate[]): MenuEntry[] {
  if (templates.length === 0) return []
  return [
    'separator',
    ...templates.map((each) => ({ id: `template-${each.name}`, label: each.name, run: () => addFromTemplate(each) })),
    {
      id: 'removeTemplate',
      label: 'Remove a template',
      entries: templates.map(({ name }) => ({
        id: `remove-${name}`,
        label: name,
        danger: true,
        run: () => void removeTemplate(name),
      })),
    },
  ]
}

/** Tracks, timeline and inspector. */
export function ArrangePage() {
  const inspectorOpen = useView((view) => view.inspectorOpen)
  return (
    <Group orientation="horizontal" className="arrange" data-testid="arrange-page">
      <Panel id="timeline" minSize={480}>
        <div className="timeline">
          <div className="timeline-top">
            <div className="timeline-top-left">
              <TracksCaption />
              <TempoCaptions />
            </div>
            <Ruler />
          </div>
          <TrackList />
          <div className="timeline-foot">
            <div className="timeline-foot-left" />
            <Minimap />
          </div>
          <Playhead />
        </div>
      </Panel>
      {inspectorOpen && (
        <>
          <Separator className="panel-separator panel-separator-vertical" aria-label="Width of the inspector" />
          <Panel id="inspector" minSize={200} maxSize={420} defaultSize={248} groupResizeBehavior="preserve-pixel-size">
            <Inspector />
          </Panel>
        </>
      )}
    </Group>
  )
}
