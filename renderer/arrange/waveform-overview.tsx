import { useEffect, useRef } from 'react'
import type { Asset, Clip } from '../../shared/model/document.ts'
import { token } from '../ui/canvas.ts'
import { drawnBoost, envelopeOfPeaks } from './envelope.ts'
import { forgetPeaks, peaksOf } from './peaks-cache.ts'
import { wavesurferPainter } from './waveform-painter.ts'

const heightPx = 44

/** The whole of a clip's audio, with the part that the clip plays lit. */
export function WaveformOverview({ asset, clip }: { asset: Asset; clip: Clip }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const node = box.current!
    const painter = wavesurferPainter(node)
    const draw = () => {
      const peaks = peaksOf(asset.poolHash, draw)
      const widthPx = node.clientWidth
      if (!peaks || widthPx === 0) return
      const columns = Math.round(widthPx * devicePixelRatio)
      painter.paint(
        envelopeOfPeaks(peaks, 0, asset.frames, columns, drawnBoost(peaks)),
        widthPx,
        heightPx,
        token('--accent'),
      )
    }
    draw()
    const observer = new ResizeObserver(draw)
    observer.observe(node)
    return () => {
      observer.disconnect()
      forgetPeaks(asset.poolHash, draw)
      painter.destroy()
    }
  }, [asset])
  const share = (frames: number) => `${(frames / Math.max(1, asset.frames)) * 100}%`
  return (
    <div className="overview" role="img" aria-label={`The audio ${asset.name}`} data-tip={asset.originalName}>
      <div ref={box} className="overview-wave" style={{ height: heightPx }} />
      <i className="overview-shade" style={{ left: 0, width: share(clip.offsetFrames) }} />
      <i
        className="overview-shade"
        style={{ right: 0, width: share(asset.frames - clip.offsetFrames - clip.lengthFrames) }}
      />
    </div>
  )
}
