import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type CommandInteractionOptionResolver,
} from 'discord.js'
import type { DigestDeed, DigestWish } from '../../core/digest-command.ts'
import { DAYS, type Day, WORKDAYS } from '../../core/digest-schedule.ts'
import { digestWording } from '../../core/digest-wording.ts'
import { feedWording } from '../../core/feed-wording.ts'
import type { FeedDeed } from '../../core/feeds.ts'

const { Boolean: Flag, Integer, String: Text } = ApplicationCommandOptionType
const { discord } = digestWording

type DigestVerb = Exclude<DigestDeed['kind'], 'form' | 'feed'>

/** Days as people choose them; Discord lets them choose one. */
const DAY_CHOICES: readonly (readonly Day[])[] = [DAYS, WORKDAYS, ['sat', 'sun'], ...DAYS.map((day) => [day])]
/** docs.discord.com/developers/interactions/application-commands, Option Choice Structure. */
const VALUE = 100

const WISH: APIApplicationCommandBasicOption[] = [
  { type: Text, name: 'topics', description: discord.topics, autocomplete: true },
  {
    type: Text,
    name: 'days',
    description: discord.days,
    choices: DAY_CHOICES.map((days) => ({ name: capital(digestWording.days(days)), value: days.join(' ') })),
  },
  { type: Text, name: 'time', description: discord.time, max_length: 5 },
  { type: Text, name: 'zone', description: discord.zone, autocomplete: true },
  { type: Integer, name: 'limit', description: discord.limit, min_value: 1, max_value: 20 },
  { type: Flag, name: 'quiet', description: discord.quiet },
  { type: Text, name: 'cron', description: discord.cron, max_length: 100 },
]

const DIGEST: APIApplicationCommandBasicOption = {
  type: Text,
  name: 'digest',
  description: discord.digest,
  autocomplete: true,
}

const FEED: APIApplicationCommandSubcommandGroupOption = {
  type: ApplicationCommandOptionType.SubcommandGroup,
  name: 'feed',
  description: feedWording.discord.feed,
  options: [
    feedSubcommand('add', [
      { type: Text, name: 'url', description: feedWording.discord.url, required: true, max_length: 2_000 },
      { type: Text, name: 'topic', description: feedWording.discord.topic, required: true, autocomplete: true },
    ]),
    feedSubcommand('list', [{ type: Integer, name: 'page', description: feedWording.discord.page, min_value: 1 }]),
    feedSubcommand('remove', [
      { type: Text, name: 'feed', description: feedWording.discord.number, required: true, max_length: 2_000 },
    ]),
  ],
}

/** `/digest`, as Discord is told of it. Everybody sees it: who may do what is judged by the desk. */
export const DIGEST_COMMAND = {
  type: ApplicationCommandType.ChatInput as const,
  name: 'digest',
  description: digestWording.command,
  options: [
    subcommand('add', WISH),
    subcommand('list', []),
    subcommand('change', [DIGEST, ...WISH]),
    subcommand('pause', [DIGEST]),
    subcommand('resume', [DIGEST]),
    subcommand('remove', [DIGEST]),
    subcommand('now', [DIGEST]),
    subcommand('why', [DIGEST]),
    FEED,
  ],
}

type Options = Pick<
  CommandInteractionOptionResolver,
  'getSubcommandGroup' | 'getSubcommand' | 'getString' | 'getInteger' | 'getBoolean'
>

/** What somebody typed. Undefined for a subcommand that the desk does not know (any more). */
export function readDeed(options: Options): DigestDeed | undefined {
  if (options.getSubcommandGroup(false) === 'feed') return readFeedDeed(options)
  const kind = options.getSubcommand(false)
  const digest = options.getString('digest') ?? ''
  switch (kind) {
    case 'add':
      return { kind, wish: readWish(options) }
    case 'change':
      return { kind, digest, wish: readWish(options) }
    case 'list':
      return { kind }
    case 'pause':
    case 'resume':
    case 'remove':
    case 'now':
    case 'why':
      return { kind, digest }
    default:
      return undefined
  }
}

function readFeedDeed(options: Options): DigestDeed | undefined {
  const kind = options.getSubcommand(false)
  switch (kind) {
    case 'add': {
      const address = options.getString('url') ?? ''
      return { kind: 'feed', deed: { kind, address, topic: options.getString('topic') ?? '' } }
    }
    case 'list': {
      const page = options.getInteger('page')
      return { kind: 'feed', deed: { kind, ...(page === null ? {} : { page }) } }
    }
    case 'remove':
      return { kind: 'feed', deed: { kind, feed: options.getString('feed') ?? '' } }
    default:
      return undefined
  }
}

function readWish(options: Options): DigestWish {
  const topics = options.getString('topics')
  const days = options.getString('days')
  const time = options.getString('time')
  const zone = options.getString('zone')
  const limit = options.getInteger('limit')
  const quiet = options.getBoolean('quiet')
  const cron = options.getString('cron')
  return {
    ...(topics === null ? {} : { topics: topics.split(',') }),
    ...(days === null ? {} : { days: DAYS.filter((day) => days.split(' ').includes(day)) }),
    ...(time === null ? {} : { time }),
    ...(zone === null ? {} : { zone }),
    ...(limit === null ? {} : { limit }),
    ...(quiet === null ? {} : { whenEmpty: quiet ? 'quiet' : 'note' }),
    ...(cron === null ? {} : { cron }),
  }
}

/** Of topics typed with commas between them, those before the last, and the last, which is still being typed. */
export function splitTopics(typed: string): { readonly before: readonly string[]; readonly last: string } {
  const parts = typed.split(',').map((part) => part.trim())
  return { before: parts.slice(0, -1).filter((part) => part !== ''), last: parts.at(-1) ?? '' }
}

/** Choices that go on with the topics before them; those that have become too long are left out. */
export function goOn(
  before: readonly string[],
  choices: readonly { readonly name: string; readonly value: string }[],
): { name: string; value: string }[] {
  return choices
    .filter(({ value }) => !before.includes(value))
    .map(({ name, value }) => ({ name: [...before, name].join(', '), value: [...before, value].join(', ') }))
    .filter(({ name, value }) => name.length <= VALUE && value.length <= VALUE)
}

function subcommand(
  name: DigestVerb,
  options: readonly APIApplicationCommandBasicOption[],
): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: discord[name],
    ...(options.length === 0 ? {} : { options: [...options] }),
  }
}

function feedSubcommand(
  name: FeedDeed['kind'],
  options: readonly APIApplicationCommandBasicOption[],
): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: feedWording.discord[name],
    ...(options.length === 0 ? {} : { options: [...options] }),
  }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
