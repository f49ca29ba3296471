import { ApiError } from '../../shared/contract/errors.ts'
import type { Settings, SettingsFile } from './settings.ts'

const mostOfAKind = 500

type ListKey = 'trackTemplates' | 'stripPresets' | 'devicePresets' | 'rackPresets'

/**
 * A list in the settings of things that are told apart by name, among those alone that `belongs` takes, if it is given.
 * What another version wrote stays in it, unseen.
 */
export function namedList(
  settings: SettingsFile,
  key: ListKey,
  what: string,
  belongs: (each: object) => boolean = () => true,
) {
  const all = () => settings.get(key) as { name?: unknown }[]
  const isCalled = (each: { name?: unknown } | null, name: string) => each?.name === name && belongs(each)
  const keep = (list: readonly { name?: unknown }[]) => settings.set(key, list as Settings[ListKey])
  const without = (name: string) => all().filter((each) => !isCalled(each, name))
  return {
    all,
    /** Takes the place of one of the same name. Throws ApiError `exists` when there are too many. */
    save(thing: { name: string }): void {
      const others = without(thing.name)
      const { length } = others.filter((each) => each && belongs(each))
      if (length >= mostOfAKind)
        throw new ApiError('exists', `There are ${length} ${what} already.`, 'Remove some first.')
      keep([...others, thing])
    },
    remove(name: string): void {
      keep(without(name))
    },
    /** Throws ApiError `exists` when the new name is taken; one that is not there is passed over. */
    rename(name: string, to: string): void {
      if (name === to) return
      if (all().some((each) => isCalled(each, to)))
        throw new ApiError('exists', `“${to}” is there already.`, 'Choose another name, or delete that one first.')
      keep(all().map((each) => (isCalled(each, name) ? { ...each, name: to } : each)))
    },
  }
}

/** By name, numbers in them as numbers. */
export function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name, undefined, { numeric: true })
}
