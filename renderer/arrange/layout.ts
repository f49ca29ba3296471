/** Width of the tracks panel; the style sheet has the same. */
export const headerPx = 232
