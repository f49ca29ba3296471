import { ChevronDown } from 'lucide-react'
import { Select as AriaSelect, Button, Label, ListBox, ListBoxItem, Popover, SelectValue } from 'react-aria-components'

interface SelectProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
  /** Shows the label before the field; otherwise it is only its accessible name. */
  showLabel?: boolean
  disabled?: boolean
  testId?: string
}

/** One of several values. */
export function Select<T extends string>({
  label,
  value,
  options,
  onChange,
  showLabel = false,
  disabled = false,
  testId,
}: SelectProps<T>) {
  return (
    <AriaSelect
      className="select"
      selectedKey={value}
      onSelectionChange={(key) => {
        if (key !== null && key !== value) onChange(key as T)
      }}
      isDisabled={disabled}
      {...(showLabel ? {} : { 'aria-label': label })}
      {...(testId ? { 'data-testid': testId } : {})}
    >
      {showLabel && <Label className="select-label">{label}</Label>}
      <Button className="button select-button" data-tip={label}>
        <SelectValue className="select-value">{({ selectedText }) => selectedText}</SelectValue>
        <ChevronDown size={12} aria-hidden />
      </Button>
      <Popover className="popover" offset={4}>
        <ListBox className="menu">
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} className="menu-item" textValue={option.label}>
              {({ isSelected }) => (
                <>
                  <span className="menu-icon" aria-hidden>
                    {isSelected ? '✓' : null}
                  </span>
                  <span className="menu-label">{option.label}</span>
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
