import type { Handlers } from '../../shared/contract/handlers.ts'
import { trackTemplateSchema } from '../../shared/model/track-template.ts'
import { byName, namedList } from './named-list.ts'
import type { SettingsFile } from './settings.ts'

/** Track templates, kept beside the projects for all of them. */
export function templateHandlers(
  settings: SettingsFile,
): Pick<Handlers, 'templates.list' | 'templates.save' | 'templates.remove'> {
  const list = namedList(settings, 'trackTemplates', 'track templates')
  return {
    async 'templates.list'() {
      const whole = list.all().flatMap((each) => trackTemplateSchema.safeParse(each).data ?? [])
      return { templates: whole.sort(byName) }
    },
    async 'templates.save'({ template }) {
      list.save(template)
      return {}
    },
    async 'templates.remove'({ name }) {
      list.remove(name)
      return {}
    },
  }
}
