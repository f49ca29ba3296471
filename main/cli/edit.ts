import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import { type Edit, editSchema, type SingleEdit } from '../../shared/model/edits/edit.ts'
import { printJson, printLines, UsageError } from './output.ts'
import { withProject } from './project.ts'

/** Applies the edits of a JSON file (or of stdin for `-`), all or none, as one step of the history. */
export async function editCommand(project: string, file: string, options: { json: boolean }): Promise<void> {
  const edits = readEdits(file)
  const edit = edits.length === 1 ? edits[0]! : together(edits, file)
  const { seq, label } = await withProject(project, { readOnly: false }, (store) => store.apply(edit))
  if (options.json) printJson('mixwright.edit/1', { seq, label, edits: edits.length })
  else printLines([`${label} (${edits.length} ${edits.length === 1 ? 'edit' : 'edits'}).`])
}

function readEdits(file: string): Edit[] {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ApiError('bad-request', `“${file}” is no JSON (${error.message}).`, 'Correct it there.')
    const { code } = error as NodeJS.ErrnoException
    throw new ApiError('not-found', `“${file}” cannot be read (${code}).`, 'Check its path.')
  }
  const list = Array.isArray(json) ? json : [json]
  if (list.length === 0) throw new UsageError(`“${file}” holds no edits.`)
  return list.map((each, index) => {
    const parsed = editSchema.safeParse(each)
    if (parsed.success) return parsed.data
    const issue = parsed.error.issues[0]!
    const where = [index + 1, ...issue.path].join('.')
    throw new ApiError('bad-request', `“${file}”, edit ${where}: ${issue.message}.`, 'Correct it; nothing was changed.')
  })
}

function together(edits: readonly Edit[], file: string): Edit {
  const singles = edits.flatMap((edit): SingleEdit[] => (edit.type === 'batch' ? edit.edits : [edit]))
  const label = file === '-' ? 'Edits from a script' : `Edits of ${basename(file)}`
  return { type: 'batch', label: label.slice(0, 200), edits: singles }
}
