import { basename, resolve } from 'node:path'
import { sampleRates } from '../../shared/model/document.ts'
import { projectSuffix, withProjectSuffix } from '../store/project-folder.ts'
import { createProject } from '../store/project-store.ts'
import { printJson, printLines, UsageError } from './output.ts'

/** Makes an empty project: songs come with their first import. */
export async function newCommand(project: string, options: { rate: string; json: boolean }): Promise<void> {
  const sampleRate = sampleRates.find((rate) => String(rate) === options.rate)
  if (!sampleRate) throw new UsageError(`--rate ${options.rate} is none of ${sampleRates.join(', ')}.`)
  const path = withProjectSuffix(resolve(project))
  const name = basename(path, projectSuffix)
  const store = await createProject({ path, name, sampleRate })
  await store.close()
  if (options.json) printJson('mixwright.new/1', { path, name, sampleRate })
  else printLines([`Made ${path} at ${sampleRate} Hz.`])
}
