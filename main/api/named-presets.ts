import { byName, namedList } from './named-list.ts'
import type { SettingsFile } from './settings.ts'

interface Read<P> {
  readonly preset: P
  readonly notes: readonly string[]
}

/**
 * What the calls of one kind of named presets do, which are kept beside the projects for all of them. `read` makes what was kept fit,
 * with notes, and gives null for what is none.
 */
export function namedPresets<P extends { name: string }>(
  settings: SettingsFile,
  key: 'stripPresets' | 'rackPresets',
  what: string,
  read: (given: unknown) => Read<P> | null,
) {
  const list = namedList(settings, key, what)
  return {
    async list(): Promise<{ presets: { preset: P; notes: string[] }[] }> {
      const presets = list.all().flatMap((each) => read(each) ?? [])
      return {
        presets: presets
          .map(({ preset, notes }) => ({ preset, notes: [...notes] }))
          .sort((a, b) => byName(a.preset, b.preset)),
      }
    },
    async save({ preset }: { preset: P }): Promise<Record<string, never>> {
      list.save(preset)
      return {}
    },
    async rename({ name, to }: { name: string; to: string }): Promise<Record<string, never>> {
      list.rename(name, to)
      return {}
    },
    async remove({ name }: { name: string }): Promise<Record<string, never>> {
      list.remove(name)
      return {}
    },
  }
}
