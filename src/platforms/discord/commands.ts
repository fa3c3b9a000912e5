import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  RESTJSONErrorCodes as Codes,
  InteractionContextType,
  type REST,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js'
import { InputError } from '../../core/errors.ts'
import { passageWording } from '../../core/passage-wording.ts'
import { wording } from '../../core/wording.ts'
import { DIGEST_COMMAND } from './digest-command.ts'
import { discordCode, postError } from './errors.ts'

const TOPIC = {
  type: ApplicationCommandOptionType.String,
  name: 'topic',
  description: wording.optionTopic,
  autocomplete: true,
} as const

/** What people can type, as Discord is told of it. Limits: docs.discord.com/developers/interactions/application-commands */
export const COMMANDS = [
  {
    type: ApplicationCommandType.ChatInput,
    name: 'brief',
    description: wording.commandBrief,
    options: [
      { ...TOPIC, description: passageWording.optionTopic },
      { type: ApplicationCommandOptionType.Attachment, name: 'file', description: passageWording.optionFile },
      { type: ApplicationCommandOptionType.Boolean, name: 'private', description: wording.optionPrivate },
    ],
  },
  {
    type: ApplicationCommandType.ChatInput,
    name: 'ask',
    description: wording.commandAsk,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        description: wording.optionQuestion,
        required: true,
        max_length: 1_000,
      },
      TOPIC,
    ],
  },
  DIGEST_COMMAND,
  { type: ApplicationCommandType.Message, name: wording.briefThis },
] satisfies RESTPutAPIApplicationCommandsJSONBody

/**
 * Registers the commands, in one server or everywhere, unless they are registered already: two hundred may be made a day. Throws
 * `InputError` if the bot is not in that server, else what `postError` makes of it.
 */
export async function registerCommands(rest: REST, application: string, guild: string | undefined): Promise<boolean> {
  if (await commandsStand(rest, application, guild)) return false
  return await explaining(guild, async () => {
    await rest.put(routeOf(application, guild), { body: wantedIn(guild) })
    return true
  })
}

/** Whether the commands are registered as they are now, in one server or everywhere. Throws as `registerCommands` does. */
export async function commandsStand(rest: REST, application: string, guild: string | undefined): Promise<boolean> {
  return await explaining(guild, async () => includes(await rest.get(routeOf(application, guild)), wantedIn(guild)))
}

function routeOf(application: string, guild: string | undefined) {
  return guild === undefined
    ? Routes.applicationCommands(application)
    : Routes.applicationGuildCommands(application, guild)
}

function wantedIn(guild: string | undefined): RESTPutAPIApplicationCommandsJSONBody {
  if (guild !== undefined) return [...COMMANDS]
  // A server's own commands have no contexts: they are where they are.
  const everywhere = [InteractionContextType.Guild, InteractionContextType.BotDM]
  return COMMANDS.map((command) => ({ ...command, contexts: everywhere }))
}

async function explaining<Result>(guild: string | undefined, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const code = discordCode(error)
    if (guild !== undefined && (code === Codes.MissingAccess || code === Codes.UnknownGuild)) {
      throw new InputError(
        `The Discord bot is not in the server ${guild} (DISCORD_GUILD), or was invited without the scope applications.commands.`,
        { cause: error },
      )
    }
    throw postError(error)
  }
}

/** Whether what is registered has all that is wanted; Discord adds ids and defaults. Lists are of the same length; order counts only below the top. */
function includes(registered: unknown, wanted: readonly { readonly name: string }[]): boolean {
  if (!Array.isArray(registered) || registered.length !== wanted.length) return false
  return wanted.every((command) => registered.some((other) => has(other, command)))
}

function has(given: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(given) &&
      given.length === wanted.length &&
      wanted.every((part: unknown, index) => has(given[index], part))
    )
  }
  if (typeof wanted !== 'object' || wanted === null) return given === wanted
  if (typeof given !== 'object' || given === null) return false
  const fields = new Map<string, unknown>(Object.entries(given))
  return Object.entries(wanted).every(([name, value]) => has(fields.get(name), value))
}
