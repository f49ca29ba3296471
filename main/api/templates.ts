import { ApiError } from '../../shared/contract/errors.ts'
import type { Handlers } from '../../shared/contract/handlers.ts'
import { trackTemplateSchema } from '../../shared/model/track-template.ts'
import type { SettingsFile } from './settings.ts'

const mostTemplates = 500

/** Track templates, kept beside the projects for all of them. */
export function templateHandlers(
  settings: SettingsFile,
): Pick<Handlers, 'templates.list' | 'templates.save' | 'templates.remove'> {
  // A template that another version of the program wrote may be none any more; it stays in the file, unseen.
  const whole = () => settings.get('trackTemplates').filter((each) => trackTemplateSchema.safeParse(each).success)
  const isNamed = (name: string) => (each: { name?: string }) => each.name === name
  return {
    async 'templates.list'() {
      return { templates: whole().toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })) }
    },
    async 'templates.save'({ template }) {
      const others = settings.get('trackTemplates').filter((each) => !isNamed(template.name)(each))
      if (others.length >= mostTemplates)
        throw new ApiError('exists', `There are ${others.length} track templates already.`, 'Remove some first.')
      settings.set('trackTemplates', [...others, template])
      return {}
    },
    async 'templates.remove'({ name }) {
      settings.set(
        'trackTemplates',
        settings.get('trackTemplates').filter((each) => !isNamed(name)(each)),
      )
      return {}
    },
  }
}
