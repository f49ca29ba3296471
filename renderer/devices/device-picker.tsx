import { type ReactNode, useRef, useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Popover,
  SearchField,
  useFilter,
} from 'react-aria-components'
import { deviceFamilies } from '../../shared/engine/devices/device.ts'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import { type DeviceKind, deviceKinds } from '../../shared/model/document.ts'

interface DevicePickerProps {
  /** What is on the button. */
  children: ReactNode
  label: string
  onPick: (kind: DeviceKind) => void
  className?: string
  testId?: string
}

/** Every kind, under its family. */
const families = deviceFamilies.flatMap((family) => {
  const kinds = deviceKinds.filter((kind) => deviceSpecs[kind].family === family)
  return kinds.length > 0 ? [{ family, kinds }] : []
})

/** A button that opens a list of all devices, which shrinks while one types. The list is made when it opens. */
export function DevicePicker({ children, label, onPick, className = '', testId }: DevicePickerProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`button ${className}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={label}
        data-tip={label}
        data-testid={testId}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      {isOpen && (
        <Popover
          className="popover device-picker"
          triggerRef={button}
          isOpen
          placement="bottom start"
          offset={4}
          onOpenChange={setOpen}
        >
          <Dialog aria-label={label}>
            <DeviceList
              onPick={(kind) => {
                setOpen(false)
                onPick(kind)
              }}
            />
          </Dialog>
        </Popover>
      )}
    </>
  )
}

function DeviceList({ onPick }: { onPick: (kind: DeviceKind) => void }) {
  const { contains } = useFilter({ sensitivity: 'base' })
  return (
    <Autocomplete filter={contains}>
      <SearchField aria-label="Find a device" autoFocus className="device-search">
        <Input className="text-input" placeholder="Find a device" />
      </SearchField>
      <Menu
        className="menu"
        aria-label="Devices"
        onAction={(kind) => onPick(kind as DeviceKind)}
        renderEmptyState={() => <p className="device-none">No device is called that.</p>}
      >
        {families.map(({ family, kinds }) => (
          <MenuSection key={family} id={family}>
            <Header className="menu-header">{family}</Header>
            {kinds.map((kind) => (
              <MenuItem
                key={kind}
                id={kind}
                className="menu-item"
                textValue={`${deviceSpecs[kind].name} ${family}`}
                aria-label={deviceSpecs[kind].name}
              >
                <span className="menu-label">{deviceSpecs[kind].name}</span>
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Autocomplete>
  )
}
