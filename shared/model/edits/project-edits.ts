import { z } from 'zod'
import { type Document, projectSchema } from '../document.ts'

export const updateProject = z.strictObject({
  type: z.literal('updateProject'),
  set: projectSchema.pick({ name: true }).partial(),
})

export function applyUpdateProject(draft: Document, edit: z.infer<typeof updateProject>): void {
  Object.assign(draft.project, edit.set)
}
