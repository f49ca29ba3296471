import type { ParamValues } from '../engine/devices/device.ts'
import { EQ_TYPE } from '../engine/devices/eq.spec.ts'
import type { DeviceKind } from './document.ts'
import { newRack, type RackStage } from './rack.ts'
import { RACK_PRESET_FORMAT, RACK_PRESET_VERSION, type RackPreset } from './rack-preset.ts'

/** Racks to begin from, by genre and by medium, for mixes of about −20 LUFS with some decibels of room above their peaks. */

type PresetDevice = RackPreset['devices'][number]

function device(stage: RackStage, kind: DeviceKind, params: ParamValues): PresetDevice {
  return { stage, kind, bypass: false, params: { ...params } }
}

/** A low cut of 24 dB an octave, Hz. */
const cut = (hz: number): ParamValues => ({ 'b1.on': 1, 'b1.type': EQ_TYPE.lowCut24, 'b1.freq': hz })
const lowShelf = (hz: number, db: number): ParamValues => ({ 'b2.freq': hz, 'b2.gain': db })
const body = (hz: number, db: number, q = 0.8): ParamValues => ({ 'b3.freq': hz, 'b3.gain': db, 'b3.q': q })
const tilt = (db: number): ParamValues => ({ 'b4.type': EQ_TYPE.tilt, 'b4.freq': 700, 'b4.gain': db, 'b4.q': 0.71 })
const presence = (hz: number, db: number): ParamValues => ({ 'b6.freq': hz, 'b6.gain': db, 'b6.q': 0.8 })
const air = (db: number, hz = 12_000): ParamValues => ({ 'b7.freq': hz, 'b7.gain': db })
const topCut = (hz: number): ParamValues => ({ 'b8.on': 1, 'b8.freq': hz })
/** Takes the lows below out of the side alone. */
const sideCut = (hz: number): ParamValues => ({ ...cut(hz), 'b1.channel': 4 })

const eq = (...bands: readonly ParamValues[]) => device('correct', 'eq', Object.assign({}, ...bands))

/** A dynamic band that turns the low mids down as far as `rangeDb` where they swell. */
const mud = (rangeDb: number, hz = 280) =>
  device('clarity', 'eq', {
    'b3.freq': hz,
    'b3.q': 0.9,
    'b3.range': rangeDb,
    'b3.threshold': -36,
    'b3.attack': 20,
    'b3.release': 180,
  })

/** Four bands with one threshold, ratio and blend; highs are caught sooner than lows. */
function multiband(threshold: number, ratio: number, mix: number, attack: number, release: number): PresetDevice {
  const of = (band: number, lift: number, time: number): ParamValues => ({
    [`b${band}.threshold`]: threshold - lift,
    [`b${band}.ratio`]: ratio,
    [`b${band}.attack`]: attack * time,
    [`b${band}.release`]: release * time,
  })
  const edges = { bands: 2, x1: 120, x2: 1000, x3: 6000, knee: 8, mix }
  return device('clarity', 'multiband', {
    ...edges,
    ...of(1, 0, 1.5),
    ...of(2, 0, 1),
    ...of(3, 4, 0.7),
    ...of(4, 8, 0.5),
  })
}

const glue = (threshold: number, ratio: number, attack: number, release: number, makeup: number) =>
  device('clarity', 'compressor', { threshold, ratio, attack, release, makeup, knee: 10, rms: 1, low: 90 })
const punch = (attack: number, sustain = 0) => device('clarity', 'transient', { attack, sustain })
const deess = (threshold: number, range: number, freq = 6500) =>
  device('clarity', 'deesser', { freq, threshold, range, lookahead: 2 })

const exciter = (amount: number, freq: number, drive = 9, even = 30) =>
  device('shine', 'exciter', { freq, drive, even, amount })
const topShelf = (db: number, hz?: number) => device('shine', 'eq', air(db, hz))
const tape = (drive: number, mix: number) =>
  device('shine', 'saturation', { style: 0, drive, output: -drive * 0.85, mix })

/** Three bands' widths in percent; a widened one never makes the side louder than the mid. */
const image = (low: number, mid: number, high: number) =>
  device('image', 'imager', {
    bands: 2,
    x1: 150,
    x2: 4000,
    'b1.width': low,
    'b2.width': mid,
    'b3.width': high,
    guard: 1,
  })
const monoBelow = (hz: number, width = 100) => device('image', 'utility', { monoBelow: hz, width })

const styles = { transparent: 0, punchy: 1, loud: 2, smooth: 3 } as const
const limiter = (style: keyof typeof styles, ceiling: number, release: number, lookahead = 1.5) =>
  device('loudness', 'limiter', { style: styles[style], ceiling, release, lookahead })

function rack(name: string, targetLufs: number | null, ...devices: readonly PresetDevice[]): RackPreset {
  const { stages } = newRack('')
  return {
    format: RACK_PRESET_FORMAT,
    version: RACK_PRESET_VERSION,
    name,
    stages,
    devices: [...devices],
    targetLufs,
  }
}

const flat = () => eq()

export const factoryRacks: readonly RackPreset[] = [
  rack('Transparent: the ceiling alone', null, flat(), limiter('transparent', -1, 120)),
  rack(
    'Pop: clear and close',
    -11,
    eq(cut(28), body(300, -1), presence(3500, 0.8)),
    mud(-3),
    multiband(-30, 1.7, 45, 18, 140),
    topShelf(1),
    exciter(8, 6000),
    image(85, 104, 115),
    monoBelow(110),
    limiter('transparent', -1, 110),
  ),
  rack(
    'Rock: dense and driving',
    -10.5,
    eq(cut(30), body(380, -1.2), presence(3000, 0.6)),
    mud(-2.5, 240),
    glue(-20, 1.8, 30, 150, 1),
    punch(10),
    tape(3, 45),
    image(90, 104, 110),
    monoBelow(100),
    limiter('punchy', -1, 160, 1),
  ),
  rack(
    'Hip-hop: weight below, voice in front',
    -10.5,
    eq(cut(24), lowShelf(70, 0.8), body(320, -1.4), presence(4000, 0.6)),
    mud(-3, 220),
    multiband(-28, 1.8, 40, 25, 150),
    punch(12, -5),
    exciter(7, 7000),
    image(60, 102, 112),
    monoBelow(130),
    limiter('punchy', -1, 140, 1.5),
  ),
  rack(
    'Electronic: wide and loud',
    -9.5,
    eq(cut(26), body(280, -0.8), presence(5000, 0.5)),
    mud(-2.5),
    multiband(-28, 2, 45, 15, 110),
    exciter(9, 7500, 10, 20),
    topShelf(0.8),
    image(60, 108, 125),
    monoBelow(130),
    limiter('loud', -1, 110, 2),
  ),
  rack(
    'Metal: tight and bright',
    -10,
    eq(cut(38), body(350, -1.5, 0.9), presence(2600, 0.5)),
    mud(-4, 260),
    multiband(-28, 2, 40, 12, 110),
    punch(14, -10),
    exciter(6, 6500, 9, 15),
    image(70, 104, 112),
    monoBelow(120),
    limiter('punchy', -0.8, 120, 1),
  ),
  rack(
    'Jazz: as it was played',
    -16,
    eq(cut(22), body(250, -0.5)),
    glue(-18, 1.3, 40, 300, 0.3),
    topShelf(0.6, 14_000),
    image(95, 100, 104),
    limiter('smooth', -1, 300, 3),
  ),
  rack('Classical: nothing but room', -19, eq(cut(18)), topShelf(0.4, 15_000), limiter('smooth', -1, 400, 5)),
  rack(
    'Acoustic and singer: warm',
    -14,
    eq(cut(30), lowShelf(120, 0.5), body(280, -1), presence(4500, 0.7)),
    mud(-2.5, 250),
    deess(-4, 3),
    multiband(-32, 1.5, 40, 25, 200),
    topShelf(1.2),
    exciter(6, 6500, 9, 40),
    image(90, 104, 112),
    limiter('smooth', -1, 250, 2),
  ),
  rack(
    'Lo-fi: soft and worn',
    -14,
    eq(cut(45), tilt(-0.8), topCut(13_000)),
    glue(-24, 2.2, 15, 180, 1),
    tape(7, 70),
    image(70, 95, 90),
    limiter('smooth', -1, 220, 2),
  ),
  rack(
    'Podcast and speech',
    -16,
    eq(cut(70), body(220, -1.5), presence(3800, 1.2)),
    deess(-6, 5),
    glue(-26, 2.5, 8, 140, 2),
    limiter('transparent', -1, 150),
  ),
  rack(
    'Streaming: −14 LUFS',
    -14,
    eq(cut(25)),
    multiband(-28, 1.5, 30, 22, 160),
    image(90, 100, 105),
    limiter('transparent', -1, 130),
  ),
  rack(
    'Streaming: loud, −11 LUFS',
    -11,
    eq(cut(28), body(300, -0.8)),
    mud(-2),
    multiband(-30, 1.8, 45, 16, 130),
    topShelf(0.6),
    image(85, 102, 110),
    limiter('loud', -2, 120, 2),
  ),
  rack(
    'CD: −11 LUFS',
    -11,
    eq(cut(25)),
    glue(-18, 1.5, 30, 200, 0.5),
    topShelf(0.5, 14_000),
    image(95, 102, 106),
    limiter('transparent', -0.3, 140),
  ),
  rack(
    'Vinyl: before the cut',
    -16,
    eq(cut(30), topCut(17_000)),
    device('correct', 'eq', sideCut(150)),
    deess(-8, 5, 7500),
    monoBelow(180),
    limiter('smooth', -3, 300, 4),
  ),
  rack('Broadcast: EBU R 128', -23, eq(cut(25)), glue(-26, 1.4, 30, 250, 0), limiter('transparent', -1, 150, 3)),
]
