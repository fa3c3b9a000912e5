import {
  RESTJSONErrorCodes as Codes,
  type REST,
  type RESTGetAPIApplicationCommandsResult,
  type RESTGetAPICurrentUserGuildsResult,
  Routes,
} from 'discord.js'
import { COMMANDS } from './commands.ts'
import { discordCode } from './errors.ts'

/** A bot in more servers than this was hardly ever set up for one of them, and each server is a call. */
const MOST_SERVERS = 25

/** Commands of the desk that a former setting of DISCORD_GUILD registered: people see each twice. */
export interface LeftOver {
  /** As people read it: “everywhere”, or the name of a server. */
  readonly where: string
  /** Of each command. */
  readonly routes: readonly `/${string}`[]
}

/**
 * With one server those registered everywhere; without, those of each server that the bot is in. Throws what REST throws. The answers
 * of REST have no type of their own: the route says which it is.
 */
export async function findLeftOverCommands(
  rest: REST,
  application: string,
  guild: string | undefined,
): Promise<LeftOver[]> {
  if (guild !== undefined)
    return await among(rest, [{ where: 'everywhere', route: Routes.applicationCommands(application) }])
  const query = new URLSearchParams({ limit: String(MOST_SERVERS + 1) })
  const guilds = (await rest.get(Routes.userGuilds(), { query })) as RESTGetAPICurrentUserGuildsResult
  if (guilds.length > MOST_SERVERS) return []
  const places = guilds.map(({ id, name }) => ({
    where: name,
    route: Routes.applicationGuildCommands(application, id),
  }))
  return await among(rest, places)
}

async function among(
  rest: REST,
  places: readonly { readonly where: string; readonly route: `/${string}` }[],
): Promise<LeftOver[]> {
  const found: LeftOver[] = []
  for (const { where, route } of places) {
    const registered = await commandsAt(rest, route)
    const routes = registered
      .filter(({ name, type }) => COMMANDS.some((command) => command.name === name && command.type === type))
      .map(({ id }) => `${route}/${id}` as const)
    if (routes.length > 0) found.push({ where, routes })
  }
  return found
}

/** None where the bot was let in without the scope applications.commands. */
async function commandsAt(rest: REST, route: `/${string}`): Promise<RESTGetAPIApplicationCommandsResult> {
  try {
    return (await rest.get(route)) as RESTGetAPIApplicationCommandsResult
  } catch (error) {
    if (discordCode(error) !== Codes.MissingAccess) throw error
    return []
  }
}

/** Takes back what `findLeftOverCommands` finds; gives where it was. Throws what REST throws. */
export async function removeLeftOverCommands(
  rest: REST,
  application: string,
  guild: string | undefined,
): Promise<string[]> {
  const found = await findLeftOverCommands(rest, application, guild)
  for (const { routes } of found) for (const route of routes) await rest.delete(route)
  return found.map(({ where }) => where)
}
