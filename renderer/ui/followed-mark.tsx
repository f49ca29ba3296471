import type { Followed } from './use-followed.ts'

/** The small letter on a control that something else moves. */
export function FollowedMark({ followed }: { followed: Followed | undefined }) {
  if (!followed) return null
  return (
    <span
      className="followed-mark"
      data-mode={followed.mode}
      data-testid="followed-mark"
      data-tip={`Automation: ${followed.mode}`}
      aria-hidden
    >
      {followed.mode === 'trim' ? '±' : followed.mode.charAt(0).toUpperCase()}
    </span>
  )
}

/** How a screen reader tells of it. */
export function followedDescription(followed: Followed | undefined): { 'aria-description'?: string } {
  return followed ? { 'aria-description': `Automation: ${followed.mode}` } : {}
}
