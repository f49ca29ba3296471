/** Width of the tracks panel; the style sheet has the same. */
export const headerPx = 232

const automationPx = 62
const leastAutomationPx = 54
/** Height of the line under a track's automation lanes that adds another. */
export const addLanePx = 28

/** Height of an automation lane at a vertical zoom: never so low that its header does not fit. */
export function automationLanePx(laneZoom: number): number {
  return Math.round(Math.max(leastAutomationPx, automationPx * laneZoom))
}
