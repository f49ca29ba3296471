/** A line of a plot: points in the units of its axes, drawn in order. */
export interface Curve {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface Axis {
  readonly label: string
  readonly from: number
  readonly to: number
  readonly scale: 'linear' | 'log'
  readonly marks: readonly number[]
}

export interface Plot {
  readonly title: string
  readonly x: Axis
  readonly y: Axis
  readonly curves: readonly Curve[]
}

const WIDTH = 720
const HEIGHT = 340
const LEFT = 58
const RIGHT = 14
const TOP = 34
const BOTTOM = 46
const COLOURS = ['#0b7d67', '#b3541e', '#3d5afe', '#8e24aa', '#607d8b', '#c2185b']

function place(axis: Axis, value: number, low: number, high: number): number {
  const of = axis.scale === 'log' ? Math.log : (x: number) => x
  const share = (of(value) - of(axis.from)) / (of(axis.to) - of(axis.from))
  return low + Math.min(1, Math.max(0, share)) * (high - low)
}

function mark(value: number): string {
  return Math.abs(value) >= 1000 ? `${value / 1000}k` : `${value}`.replace('-', '−')
}

function path(plot: Plot, curve: Curve): string {
  return curve.points
    .map(([x, y], index) => {
      const at = place(plot.x, x, LEFT, WIDTH - RIGHT).toFixed(1)
      return `${index === 0 ? 'M' : 'L'}${at} ${place(plot.y, y, HEIGHT - BOTTOM, TOP).toFixed(1)}`
    })
    .join('')
}

/** Draws a plot as one SVG document, the same bytes for the same numbers. */
export function drawSvg(plot: Plot): string {
  const lines: string[] = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11">`,
    `<title>${plot.title}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="16" font-size="13" font-weight="bold">${plot.title}</text>`,
  ]
  for (const value of plot.x.marks) {
    const x = place(plot.x, value, LEFT, WIDTH - RIGHT).toFixed(1)
    lines.push(`<path d="M${x} ${TOP}V${HEIGHT - BOTTOM}" stroke="#e3e6ea"/>`)
    lines.push(`<text x="${x}" y="${HEIGHT - BOTTOM + 14}" text-anchor="middle" fill="#555">${mark(value)}</text>`)
  }
  for (const value of plot.y.marks) {
    const y = place(plot.y, value, HEIGHT - BOTTOM, TOP)
    lines.push(`<path d="M${LEFT} ${y.toFixed(1)}H${WIDTH - RIGHT}" stroke="#e3e6ea"/>`)
    lines.push(`<text x="${LEFT - 6}" y="${(y + 4).toFixed(1)}" text-anchor="end" fill="#555">${mark(value)}</text>`)
  }
  lines.push(`<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${plot.x.label}</text>`)
  lines.push(
    `<text transform="translate(14 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${plot.y.label}</text>`,
  )
  for (const [index, curve] of plot.curves.entries()) {
    const colour = COLOURS[index % COLOURS.length]
    lines.push(`<path d="${path(plot, curve)}" fill="none" stroke="${colour}" stroke-width="1.6"/>`)
    const x = WIDTH - RIGHT - 6
    lines.push(
      `<text x="${x}" y="${TOP + 14 + index * 14}" text-anchor="end" fill="${colour}" stroke="#fff" stroke-width="4" paint-order="stroke">${curve.name}</text>`,
    )
  }
  lines.push('</svg>', '')
  return lines.join('\n')
}
