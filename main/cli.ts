#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { programVersion } from './api/version.ts'
import { failureOf, printFailure, UsageError } from './cli/output.ts'

// The command line: everything the interface does, without any window. docs/cli.md describes its output.

const exitCodes = { failed: 1, usage: 2, interrupted: 130 }

/** What the first signal cancels, leaving everything as it was; the second one ends the program at once. */
const interruption = new AbortController()
const { signal } = interruption
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort())

/** A reader that has seen enough, as `head` has, is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

function buildProgram(): Command {
  const program = new Command('mixwright')
    .description('Mixes and masters from the command line.')
    .version(programVersion())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  const command = (usage: string, description: string) =>
    program.command(usage).description(description).option('--json', 'print the result as JSON', false)
  const succeed = (succeeded: boolean) => {
    if (!succeeded) process.exitCode = exitCodes.failed
  }

  // Each command is loaded when it runs, so that none waits for what another needs.
  command('new <project>', 'make an empty project')
    .option('--rate <hz>', 'sample rate, fixed for good', '48000')
    .action(async (project, options) => (await import('./cli/new.ts')).newCommand(project, options))
  command('import <project> <files...>', 'import files, one track each, beginning at 0')
    .requiredOption('--song <title>', 'the song they go to; made when it is not there')
    .option('--sequence', 'all on one new track, each behind the one before it')
    .option('--by-name', 'onto the tracks of the same names, where there are such')
    .option('--bwf', 'broadcast WAVs by their time stamps, the earliest of them at 0')
    .option('--bwf-zero', "broadcast WAVs by their time stamps, counted from the song's first frame")
    .option('--keep-going', 'import the good files although others are bad')
    .option('--originals', 'keep the files themselves in the project, whatever the setting says')
    .option('--no-originals', 'do not keep the files themselves')
    .action(async (project, files, options) =>
      succeed(await (await import('./cli/import.ts')).importCommand(project, files, options, signal)),
    )
  command('replace <project> <asset> <file>', 'put a revised file into the clips that play some audio')
    .option('--song <title>', 'in this song alone')
    .option('--clip <id>', 'in this clip alone')
    .option('--originals', 'keep the file itself in the project, whatever the setting says')
    .option('--no-originals', 'do not keep the file itself')
    .action(async (project, asset, file, options) =>
      (await import('./cli/replace.ts')).replaceCommand(project, asset, file, options, signal),
    )
  command('import-song <project> <song>', 'bring a song of a project, with its audio, into another project')
    .requiredOption('--into <project>', 'the project it goes to, of the same sample rate')
    .option('--originals', 'take kept originals along, whatever the setting says')
    .option('--no-originals', 'leave kept originals behind')
    .action(async (project, song, options) =>
      (await import('./cli/import-song.ts')).importSongCommand(project, song, options, signal),
    )
  command('info <project>', 'print what a project holds').action(async (project, options) =>
    (await import('./cli/info.ts')).infoCommand(project, options),
  )
  command('edit <project> <edits>', 'apply the edits of a JSON file (- for stdin), all or none').action(
    async (project, edits, options) => (await import('./cli/edit.ts')).editCommand(project, edits, options),
  )
  command('bounce <project>', 'render a song, a range of it, or the album into WAV files')
    .option('--song <title>', 'title or id of the song')
    .option('--album', 'the whole album, a file for each track')
    .requiredOption('--out <path>', 'the file to write, or the folder of the album')
    .option('--range <name>', 'only the named range of that name or id')
    .option('--from <time>', 'begin here instead: seconds, minutes:seconds, or frames as 480000f')
    .option('--to <time>', 'end here instead of at the end of the song')
    .option('--stage <stage>', 'mix, or master with the rack behind it', 'master')
    .option('--depth <depth>', '16 (dithered), 24 (dithered) or 32f', '24')
    .option(
      '--dither <shape>',
      'noise of integers: flat, or shaped as lipshitz or wannamaker (44.1 and 48 kHz)',
      'flat',
    )
    .option('--target <lufs>', "integrated loudness instead of the song's target; none leaves the drive as it is set")
    .option('--ceiling <dbtp>', "true-peak ceiling instead of the limiter's own")
    .option('--allow-missing', 'render although audio is missing, which is silent then')
    .action(async (project, options) => (await import('./cli/bounce.ts')).bounceCommand(project, options, signal))
  command('copy <project> <to>', 'copy a project with its audio into a new folder')
    .option('--no-originals', 'leave out the original files')
    .action(async (project, to, options) => (await import('./cli/copy.ts')).copyCommand(project, to, options, signal))
  addMediaCommands(program.command('media').description('look after the audio of a project'), succeed)
  command('measure <files...>', 'measure loudness, range and peaks of files').action(async (files, options) =>
    succeed(await (await import('./cli/measure.ts')).measureCommand(files, options, signal)),
  )
  command('bench [name]', 'measure speed; without a name, list the benches').action(async (name, options) =>
    succeed(await (await import('./cli/bench.ts')).benchCommand(name, options)),
  )
  for (const each of program.commands.flatMap((parent) => [parent, ...parent.commands]))
    each.exitOverride().configureOutput({ writeErr: () => undefined })
  return program
}

function addMediaCommands(media: Command, succeed: (succeeded: boolean) => void): void {
  const command = (usage: string, description: string) =>
    media.command(usage).description(description).option('--json', 'print the result as JSON', false)
  command('list <project>', 'list the audio and where it is used').action(async (project, options) =>
    (await import('./cli/media.ts')).mediaListCommand(project, options),
  )
  command('verify <project>', 'read all audio, compare its hashes and repair what can be').action(
    async (project, options) =>
      succeed(await (await import('./cli/media.ts')).mediaVerifyCommand(project, options, signal)),
  )
  command('relink <project> <path>', 'find missing audio in a folder, or take it from a file')
    .option('--asset <name>', 'name or id of the audio that the file is')
    .action(async (project, path, options) =>
      succeed(await (await import('./cli/media.ts')).mediaRelinkCommand(project, path, options, signal)),
    )
  command('unused <project>', 'list audio that nothing uses').action(async (project, options) =>
    (await import('./cli/media.ts')).mediaUnusedCommand(project, options),
  )
  command('remove-unused <project>', 'delete audio that nothing uses')
    .option('--yes', 'delete it for good without asking')
    .action(async (project, options) => (await import('./cli/media.ts')).mediaRemoveUnusedCommand(project, options))
}

/** The database's binary crashes older versions instead of refusing them. */
const OLDEST_NODE = 24

const args = process.argv.slice(2)
try {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE)
    throw new UsageError(`This is Node ${process.versions.node}. Run Mixwright with Node ${OLDEST_NODE} or newer.`)
  await buildProgram().parseAsync(args, { from: 'user' })
} catch (error) {
  const isCommander = error instanceof CommanderError
  if (!isCommander || error.exitCode !== 0) {
    const understood = isCommander ? new UsageError(usageSentence(error)) : error
    printFailure(failureOf(understood), args.includes('--json'))
    process.exitCode = understood instanceof UsageError ? exitCodes.usage : exitCodes.failed
  }
}
if (signal.aborted) process.exitCode = exitCodes.interrupted

function usageSentence({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'No command was given.'
  const sentence = message.replace(/^error: /, '')
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${/[.)?]$/.test(sentence) ? '' : '.'}`
}
