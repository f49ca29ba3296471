import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'

type NativeButton = Omit<ComponentProps<'button'>, 'type'>

interface ButtonProps extends NativeButton {
  variant?: 'normal' | 'primary' | 'quiet' | 'danger'
  icon?: LucideIcon
  children?: ReactNode
}

/** A button with words on it. */
export function Button({ variant = 'normal', icon: Icon, children, className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" className={`button button-${variant} ${className}`} {...rest}>
      {Icon && <Icon size={14} aria-hidden />}
      {children}
    </button>
  )
}

interface IconButtonProps extends NativeButton {
  icon: LucideIcon
  /** Its name, for the tooltip and for screen readers. */
  label: string
  /** Shown behind the name in the tooltip. */
  shortcut?: string | undefined
  variant?: 'normal' | 'primary' | 'quiet'
  size?: number
}

/** A button that is only a picture. */
export function IconButton({
  icon: Icon,
  label,
  shortcut,
  variant = 'normal',
  size = 15,
  className = '',
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      className={`button icon-button button-${variant} ${className}`}
      aria-label={label}
      data-tip={shortcut ? `${label} (${shortcut})` : label}
      {...rest}
    >
      <Icon size={size} aria-hidden />
    </button>
  )
}

interface ToggleProps extends Omit<NativeButton, 'onChange' | 'children'> {
  pressed: boolean
  onChange: (pressed: boolean, event: MouseEvent) => void
  label: string
  tone?: 'accent' | 'warn' | 'clip'
  shortcut?: string
  children: ReactNode
}

/** A lit or unlit button, such as mute and solo. */
export function Toggle({
  pressed,
  onChange,
  label,
  tone = 'accent',
  shortcut,
  className = '',
  children,
  ...rest
}: ToggleProps) {
  return (
    <button
      type="button"
      className={`toggle toggle-${tone} ${className}`}
      aria-pressed={pressed}
      aria-label={label}
      data-tip={`${label}: ${pressed ? 'on' : 'off'}${shortcut ? ` (${shortcut})` : ''}`}
      onClick={(event) => onChange(!pressed, event)}
      {...rest}
    >
      {children}
    </button>
  )
}
