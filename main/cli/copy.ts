import { resolve } from 'node:path'
import { formatBytes } from '../../shared/model/units.ts'
import { copyTarget } from '../api/copy-target.ts'
import { copyMedia } from '../media/media.ts'
import { printJson, printLines, printNote, progressLine } from './output.ts'
import { withProject } from './project.ts'

/** Copies a project with its audio into a new folder; works while another program has it open. */
export function copyCommand(
  project: string,
  to: string,
  options: { originals: boolean; json: boolean },
  signal: AbortSignal,
): Promise<void> {
  return withProject(project, { readOnly: true }, async ({ path: projectFolder, document }) => {
    const target = copyTarget(projectFolder, resolve(to))
    const progress = progressLine()
    const { files, bytes, notes } = await copyMedia(
      { projectFolder, target, sampleRate: document.project.sampleRate, withOriginals: options.originals },
      { signal, onProgress: (share) => progress.show('Copying', share) },
    ).finally(() => progress.end())
    for (const note of notes) printNote(note)
    if (options.json) printJson('mixwright.copy/1', { path: target, files, bytes, notes })
    else printLines([`Copied ${files} files (${formatBytes(bytes)}) to ${target}.`])
  })
}
