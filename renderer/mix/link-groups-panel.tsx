import { EllipsisVertical, Link, Plus } from 'lucide-react'
import { Dialog, DialogTrigger, Popover, Button as PressButton } from 'react-aria-components'
import type { LinkGroup } from '../../shared/model/document.ts'
import { linkedValues } from '../../shared/model/link-group.ts'
import { useDocument, useSongLinkGroups } from '../document/hooks.ts'
import { Button, Toggle } from '../ui/button.tsx'
import { MenuButton } from '../ui/menu.tsx'
import { groupMenu, linkTracks, updateGroup } from './link-actions.ts'

const letters = { faders: 'F', mutes: 'M', solos: 'S' } as const

/** The groups of linked strips behind a button that is lit while any of them links. */
export function LinkGroupsButton() {
  const groups = useSongLinkGroups()
  const links = groups.some(({ on }) => on)
  return (
    <DialogTrigger>
      <PressButton
        className="button button-quiet console-tool"
        data-lit={links || undefined}
        data-tip="Groups of linked strips"
      >
        <Link size={14} aria-hidden /> Links
      </PressButton>
      <Popover className="popover links-popover" placement="bottom end" offset={4}>
        <Dialog className="links-panel" aria-label="Groups of linked strips">
          {groups.map((group) => (
            <GroupRow key={group.id} group={group} />
          ))}
          {groups.length === 0 && (
            <p className="snapshot-hint">
              Linked strips move their faders, mutes and solos together. Select strips with Ctrl-click on their names
              and link them.
            </p>
          )}
          <Button icon={Plus} onClick={() => linkTracks()}>
            Link the selected strips
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function GroupRow({ group }: { group: LinkGroup }) {
  const { name, trackIds } = group
  const members = useDocument((document) => trackIds.map((id) => document.tracks[id]?.name ?? '').join(', '), '')
  return (
    <div className="links-row" role="group" aria-label={name} data-rests={!group.on || undefined}>
      <span className="links-dot" style={{ background: `var(--track-${group.colour})` }} aria-hidden />
      <input
        key={name}
        className="links-name"
        aria-label={`Name of ${name}`}
        defaultValue={name}
        maxLength={200}
        onBlur={(event) => {
          const typed = event.currentTarget.value.trim()
          if (typed && typed !== name) updateGroup(group, { name: typed })
          else event.currentTarget.value = name
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
      <span className="links-members" data-tip={members}>
        {members}
      </span>
      {linkedValues.map((value) => (
        <Toggle
          key={value}
          pressed={group[value]}
          label={`${name} links ${value}`}
          onChange={(on) => updateGroup(group, { [value]: on })}
        >
          {letters[value]}
        </Toggle>
      ))}
      <Toggle
        className="links-on"
        pressed={group.on}
        label={`${name} ${group.on ? 'on' : 'off'}`}
        onChange={(on) => updateGroup(group, { on })}
      >
        {group.on ? 'on' : 'off'}
      </Toggle>
      <MenuButton label={`More of ${name}`} className="icon-button button-quiet" entries={() => groupMenu(group)}>
        <EllipsisVertical size={14} aria-hidden />
      </MenuButton>
    </div>
  )
}
