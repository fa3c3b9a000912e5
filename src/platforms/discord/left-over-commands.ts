import {
  type REST,
  type RESTGetAPIApplicationCommandsResult,
  type RESTGetAPICurrentUserGuildsResult,
  Routes,
} from 'discord.js'
import { COMMANDS } from './commands.ts'

/** A bot in more servers than this was hardly ever set up for one of them, and each server is a call. */
const MOST_SERVERS = 25

/**
 * Takes back the desk's commands where a former setting of DISCORD_GUILD registered them: people would see each twice. With one server,
 * those registered everywhere; without, those of each server that the bot is in. Gives where some were found. Throws what REST throws.
 */
export async function removeLeftOverCommands(
  rest: REST,
  application: string,
  guild: string | undefined,
): Promise<string[]> {
  if (guild !== undefined) {
    const count = await removeOurs(rest, Routes.applicationCommands(application))
    return count > 0 ? ['everywhere'] : []
  }
  // REST's answers have no type of their own: the route says which it is. So below.
  const query = new URLSearchParams({ limit: String(MOST_SERVERS + 1) })
  const guilds = (await rest.get(Routes.userGuilds(), { query })) as RESTGetAPICurrentUserGuildsResult
  if (guilds.length > MOST_SERVERS) return []
  const found: string[] = []
  for (const { id, name } of guilds) {
    const count = await removeOurs(rest, Routes.applicationGuildCommands(application, id))
    if (count > 0) found.push(name)
  }
  return found
}

/** Gives how many there were. */
async function removeOurs(rest: REST, route: `/${string}`): Promise<number> {
  const registered = (await rest.get(route)) as RESTGetAPIApplicationCommandsResult
  const ours = registered.filter(({ name, type }) =>
    COMMANDS.some((command) => command.name === name && command.type === type),
  )
  for (const { id } of ours) await rest.delete(`${route}/${id}`)
  return ours.length
}
