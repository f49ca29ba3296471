/** Stops from silence to full scale, as red, green and blue: dark, through the window's own colours, to white heat. */
const stops = [
  [15, 17, 20],
  [30, 52, 96],
  [62, 110, 150],
  [76, 194, 168],
  [232, 176, 75],
  [255, 246, 222],
] as const

/** What silence looks like, as red, green and blue. */
export const stillColour = stops[0]

/** 256 colours for levels from the lowest to the highest, as pixels of an image: opaque, red in the lowest byte. */
export function spectrogramColours(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, level) => {
    const place = (level / 255) * (stops.length - 1)
    const low = Math.min(stops.length - 2, Math.floor(place))
    const share = place - low
    const part = (channel: 0 | 1 | 2) =>
      Math.round(stops[low]![channel] * (1 - share) + stops[low + 1]![channel] * share)
    return ((255 << 24) | (part(2) << 16) | (part(1) << 8) | part(0)) >>> 0
  })
}
