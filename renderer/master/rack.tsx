import { useEffect } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { isStageOff } from '../../shared/model/rack.ts'
import { devicesOfOwner } from '../../shared/model/selectors.ts'
import { useDocument } from '../document/hooks.ts'
import { listenTo, useAudition } from '../live/audition.ts'
import { Button } from '../ui/button.tsx'
import { BeforeAfter } from './before-after.tsx'
import type { Forecaster } from './loudness-forecast.ts'
import { LoudnessPanel } from './loudness-panel.tsx'
import type { SoundRenderer } from './match/analyse-match.ts'
import { useStageDevices, useStages } from './rack-hooks.ts'
import { RackPresetBar } from './rack-preset-bar.tsx'
import { RackSlots } from './rack-slots.tsx'
import { showMatch, showStage, useRackView } from './rack-view.ts'
import { StageDetail } from './stage-detail.tsx'
import { StageModule } from './stage-module.tsx'
import './master.css'

interface RackProps {
  /** A song's id, or the album's. */
  ownerId: Id
  /** What stands above it, such as "Song rack". */
  title: string
  /** Of the song or the album. */
  name: string
  /** Renders what the rack will give; undefined where a render finds the drive by itself. */
  forecast?: Forecaster
  /** Renders what a document gives, for matches to a reference; undefined where there are none. */
  render?: SoundRenderer
}

/** Puts a rack on the page: keys mean it, and what is listened to of it ends with it. */
function useRackOnPage(ownerId: Id): void {
  useEffect(() => {
    useRackView.setState({ ownerId, before: null })
    showStage(null)
    return () => {
      useRackView.setState({ ownerId: null })
      if (useAudition.getState().subject?.kind === 'rack') listenTo(null)
    }
  }, [ownerId])
}

/** What the target needs of the loudness stage. */
function Target({ ownerId, forecast }: Pick<RackProps, 'ownerId' | 'forecast'>) {
  const devices = useStageDevices(ownerId, 'loudness')
  const limiter = devices.findLast(({ kind }) => kind === 'limiter')
  const isLast = useDocument((document) => {
    const last = devicesOfOwner(document, ownerId).at(-1)
    return last?.kind === 'limiter' && !last.bypass && !isStageOff(document, last)
  }, false)
  return <LoudnessPanel ownerId={ownerId} limiter={limiter} isLast={isLast} forecast={forecast} />
}

/** The mastering rack of a song or of the album: five stages, and one of them with all its devices. */
export function Rack({ ownerId, title, name, forecast, render }: RackProps) {
  const stages = useStages(ownerId)
  const openStage = useRackView((view) => view.openStage)
  useRackOnPage(ownerId)
  return (
    <>
      <div className="rack-bar">
        <h1 className="rack-title">{title}</h1>
        <span className="rack-song">{name}</span>
        <span className="spacer" />
        <RackSlots ownerId={ownerId} />
        <RackPresetBar ownerId={ownerId} />
        <BeforeAfter ownerId={ownerId} />
      </div>
      {openStage === null ? (
        <div className="rack" data-testid="rack">
          {stages.map(({ stage, on }, index) => (
            <StageModule key={stage} ownerId={ownerId} stage={stage} on={on} index={index}>
              {stage === 'correct' && render && (
                <Button className="match-button" data-testid="match-open" onClick={showMatch}>
                  Match to a reference…
                </Button>
              )}
              {stage === 'loudness' && <Target ownerId={ownerId} forecast={forecast} />}
            </StageModule>
          ))}
        </div>
      ) : (
        <StageDetail ownerId={ownerId} stage={openStage} stages={stages} render={render} />
      )}
    </>
  )
}
