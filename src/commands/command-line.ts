import { Command, CommanderError, Option } from 'commander'
import packageFile from '../../package.json' with { type: 'json' }
import { InputError, StoreError } from '../core/errors.ts'
import { cleanLines } from '../core/one-line.ts'
import type { Threshold } from '../core/retrieval/rank.ts'
import type { Runtime } from '../runtime.ts'
import { addFeeds } from './feed-commands.ts'
import type { ForgetOptions } from './forget.ts'
import type { ImportOptions } from './import.ts'
import { addHelp, address, count, filled, refuseOthers, several } from './typed-words.ts'

const EXAMPLES = `
Examples:
  attache start                              read briefs/, brief it, connect to Slack and Discord, send digests
  attache brief                              the topics, newest first
  attache brief india-belarus                a topic's brief
  attache brief report.txt                   brief a file, without filing it
  attache brief https://example.org/news     brief a page, or a PDF behind a link
  attache ask "Which country ratified the memorandum first?"
  attache ask -t unsc-reform "Which countries belong to the Group of Four?"
  attache setup                              connect Slack or Discord, step by step
  attache doctor                             what is wrong with how it is set up, and how to mend it

A topic is a folder in briefs/; the documents in it are read, and read again when they change.
Settings are environment variables, or lines in .env (see .env.example).`

const MANIFEST_HELP = `
Open https://api.slack.com/apps?new_app=1, choose “From a manifest” and your workspace, and paste it, or open the link
that --link prints. An app that is there already takes it under “App Manifest”; then reinstall it.
What each scope is for stands in the README, “Connect Slack”.`

const INVITE_HELP = `
Whoever opens the link chooses a server that they manage. What each permission is for stands in the README, “Connect Discord”.`

const SETUP_HELP = `
It asks at the terminal, checks each token with the platform as it is given, and keeps it in .env at once, which only you may
read then. Nothing is posted without a yes. Ctrl+C loses nothing: the next attache setup goes on from there.`

const DOCTOR_HELP = `
It looks at the settings, the documents, the database, the tokens, and at the channels that digests go to, changes nothing and
posts nothing. A line begins with “✓ good”, “✗ mend” (how, follows) or “– note”. The exit code is 1 if anything is to be mended.`

const IMPORT_HELP = `
What is given decides:
  a folder        its documents, laid out as in briefs/: a folder a topic; files beside those go to the topic they tell of
  a web address   all entries of a feed, its older pages too (RFC 5005), or of the feeds of a list (OPML); or one page or file
  an OPML file    all entries of its feeds, which are followed from now on
  any other file  what attache export has written, into an empty database, SQLite or PostgreSQL

Old documents are background: look-ups, answers and briefs know them, and nothing is ever posted because of them. It works
while attache start runs. Broken off and begun again, it goes on where it was. Files stay where they are, and are not watched.
Entries without a topic go to the one that each tells of.`

/**
 * Runs one command line (without node and script). Gives the exit code: 0 done, 1 something went wrong and was said, 2 the words were not
 * understood. What goes wrong is said on `err`, and with `--json` is also `{ error }` on `out`.
 */
export async function runCommandLine(args: readonly string[], runtime: Runtime): Promise<number> {
  let code = 0
  const program = new Command('attache')
    .description(
      'Attaché reads documents, writes short briefs whose every sentence has a source, and answers questions about them.',
    )
    .addHelpText('after', EXAMPLES)
    .helpOption('-h, --help', 'show this')
    .version(packageFile.version, '-v, --version', 'show which version this is')
    .showHelpAfterError('(attache --help lists the commands; attache help COMMAND shows what one takes)')
    .configureOutput({ writeOut: runtime.out, writeErr: runtime.err })
    .exitOverride()
  program
    .command('start')
    .description('run the desk until it is stopped')
    .action(async () => {
      code = await (await import('./start.ts')).start(runtime)
    })
  program
    .command('brief')
    .description("list the topics, or show a topic's brief, or brief a file or a page")
    .argument('[topic, file or address...]', 'a topic by any of its names, a path, or the address of a page', several)
    .option('--json', 'print JSON')
    .option('--jsonl', 'read documents as JSON lines and print briefs as JSON lines')
    .option('--sentences <n>', 'with --jsonl: at most so many sentences', count)
    .option('--words <n>', 'with --jsonl: about so many words', count)
    .option('--weights <file>', 'with --jsonl: other weights than the shipped ones')
    .action(async (what: readonly string[] | undefined, options: BriefOptions, command: Command) => {
      const words = what ?? []
      if (options.jsonl !== true) {
        const idle = (['sentences', 'words', 'weights'] as const).find((name) => options[name] !== undefined)
        if (idle !== undefined) command.error(`error: option '--${idle}' says nothing without --jsonl`)
        code = await (await import('./brief.ts')).brief(words, options, runtime)
      } else {
        if (words.length > 0)
          command.error(`error: with --jsonl texts are read from standard input, not '${words.join(' ')}'`)
        await (await import('./json-lines.ts')).briefLines(options, runtime)
      }
    })
  program
    .command('ask')
    .description('answer a question from the documents')
    .argument('<question...>', 'in quotes or not', several)
    .option('-t, --topic <topic>', 'from this topic only', filled)
    .option('--json', 'print JSON')
    .action(async (question: readonly string[], options: AskOptions) => {
      code = await (await import('./ask.ts')).ask(question.join(' '), options, runtime)
    })
  addTopics(program, runtime)
  program
    .command('read')
    .description('show how a file is read: title, date, language, text; of a feed its entries with their links')
    .argument('<file...>', 'documents, and feeds (.xml .rss .atom .rdf .feed .json)')
    .option('--json', 'print one JSON object a line and file; a feed has {kind: "feed", title, link, entries}')
    .option('--address <url>', 'where a feed was found: its relative links are resolved against it', address)
    .action(async (files: string[], options: ReadOptions) => {
      code = await (await import('./read.ts')).read(files, options, runtime)
    })
  program
    .command('answer')
    .description('for pipelines: read questions with documents as JSON lines, print answers as JSON lines')
    .requiredOption('--jsonl')
    .addOption(
      new Option(
        '--threshold <level>',
        'cautious: most answers given are right; balanced: fewer questions go unanswered',
      )
        .choices(['cautious', 'balanced'])
        .default('cautious'),
    )
    .action(async (options: AnswerOptions) => await (await import('./json-lines.ts')).answerLines(options, runtime))
  program
    .command('group')
    .description('for pipelines: read documents as JSON lines, print the topic of each as JSON lines')
    .requiredOption('--jsonl')
    .action(async () => await (await import('./json-lines.ts')).groupLines(runtime))
  program
    .command('setup')
    .description('connect Slack or Discord by questions: tokens, channel, first brief')
    .addHelpText('after', SETUP_HELP)
    .action(async () => {
      code = await (await import('./setup.ts')).setUp(runtime)
    })
  program
    .command('usage')
    .description('what models cost in the last 30 days, and what is left of today’s budget')
    .option('--json', 'print one JSON object a day and model')
    .action(async (options: JsonOption) => await (await import('./usage.ts')).usage(options, runtime))
  program
    .command('feedback')
    .description('for pipelines: what people thought of what they were shown, as JSON lines')
    .requiredOption('--jsonl')
    .action(async () => await (await import('./feedback.ts')).feedback(runtime))
  program
    .command('doctor')
    .description('check everything that the desk needs, and say how to mend what is wrong')
    .option('--json', 'print JSON')
    .addHelpText('after', DOCTOR_HELP)
    .action(async (options: JsonOption) => {
      code = await (await import('./doctor.ts')).doctor(options, runtime)
    })
  addFeeds(program, runtime)
  addKeeping(program, runtime)
  addImport(program, runtime, (given) => {
    code = given
  })
  addSlack(program, runtime)
  addDiscord(program, runtime)
  addHelp(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    const code = exitCodeOf(error, runtime)
    // Where the words were not understood, nobody has parsed them.
    if (code !== 0 && args.includes('--json')) runtime.out(`${JSON.stringify({ error: messageOf(error) })}\n`)
    return code
  }
}

function addTopics(program: Command, runtime: Runtime): void {
  const topics = program
    .command('topics')
    .description('list the topics, newest first')
    .option('--json', 'print JSON')
    .action(async (options: JsonOption) => {
      await (await import('./brief.ts')).listTopics(options, runtime)
    })
  topics
    .command('rename')
    .description('give a topic another name; the old one goes on working')
    .argument('<topic>', '', filled)
    .argument('<name>', '', filled)
    .action(async (from: string, to: string) => await (await import('./topics.ts')).renameTopic(from, to, runtime))
  topics
    .command('merge')
    .description('put a topic together with another; its name goes on working')
    .argument('<topic>', '', filled)
    .argument('<into>', '', filled)
    .action(async (from: string, into: string) => await (await import('./topics.ts')).mergeTopics(from, into, runtime))
  refuseOthers(topics)
}

function addKeeping(program: Command, runtime: Runtime): void {
  program
    .command('forget')
    .description('forget a topic or a document for good; a file that still holds it is not read in again')
    .argument('<topic or document>', 'a topic by its slug; a document by its path, its address or its id', filled)
    .option('--retract', 'edit what was posted about it, so that it says so')
    .option('--yes', 'do not ask, where an earlier name of a topic is given')
    .action(async (name: string, options: ForgetOptions) => {
      await (await import('./forget.ts')).forget(name, options, runtime)
    })
  program
    .command('retract')
    .description('take a brief back: every message that shows it is edited; without an id, list what was posted')
    .argument('[brief]', 'its id', filled)
    .action(async (id: string | undefined) => await (await import('./forget.ts')).retractBrief(id, runtime))
  program
    .command('export')
    .description('write everything that the database holds to a new file, as JSON lines')
    .argument('<file>', '', filled)
    .action(async (file: string) => await (await import('./transfer.ts')).exportTo(file, runtime))
}

function addImport(program: Command, runtime: Runtime, end: (code: number) => void): void {
  program
    .command('import')
    .description('take in old documents, of which nothing is posted, or what attache export has written')
    .argument('<folder, address or file>', '', filled)
    .option('-t, --topic <topic>', 'put all documents into this topic')
    .option('--topics-from-folders', 'of a list: the folder of a feed names the topic of its entries')
    .option('--pages <n>', 'of a feed: read at most so many pages (default: 20)', count)
    .option('--follow', 'of a feed: follow it from now on')
    .option('--no-follow', 'of a list: do not follow its feeds')
    .option('--forgotten', 'take in again what was forgotten, too')
    .addHelpText('after', IMPORT_HELP)
    .action(async (what: string, options: ImportOptions) => {
      end(await (await import('./import.ts')).importWhat(what, options, runtime))
    })
}

function addSlack(program: Command, runtime: Runtime): void {
  program
    .command('slack')
    .description('what Slack needs to know: the app’s manifest')
    .command('manifest')
    .description('print the manifest that api.slack.com/apps makes the app from, with the least scopes')
    .option('--link', 'print a link that has it filled in')
    .option(
      '--url <https://…>',
      'for signed HTTP requests to a desk that is reached at this address, instead of Socket Mode',
    )
    .addHelpText('after', MANIFEST_HELP)
    .action(async (options: ManifestOptions) => {
      await (await import('./slack.ts')).manifest(options, runtime)
    })
}

function addDiscord(program: Command, runtime: Runtime): void {
  program
    .command('discord')
    .description('what Discord needs to know: the bot’s invitation')
    .command('invite')
    .description('print the link by which the bot is let into a server, with the least permissions')
    .argument('[application]', 'its id; that of DISCORD_TOKEN unless given')
    .addHelpText('after', INVITE_HELP)
    .action(async (application: string | undefined) => {
      await (await import('./discord.ts')).invite(application, runtime)
    })
}

export interface ManifestOptions {
  readonly link?: boolean
  readonly url?: string
}

export interface JsonOption {
  readonly json?: boolean
}

export interface ReadOptions extends JsonOption {
  readonly address?: string
}

export interface BriefOptions extends JsonOption {
  readonly jsonl?: boolean
  readonly sentences?: number
  readonly words?: number
  readonly weights?: string
}

export interface AnswerOptions {
  readonly threshold: Threshold
}

export interface AskOptions extends JsonOption {
  readonly topic?: string
}

/** Throws what nobody foresaw. */
function exitCodeOf(error: unknown, runtime: Runtime): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (!(error instanceof InputError || error instanceof StoreError)) throw error
  runtime.err(`${cleanLines(error.message)}\n`)
  return 1
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^error: /u, '') : String(error)
}
