import { type Client, RESTJSONErrorCodes as Codes, Events, GatewayDispatchEvents, type REST, Routes } from 'discord.js'
import type { Log } from '../../core/log.ts'
import type { Desk } from '../../core/ports.ts'
import { discordCode } from './errors.ts'

/**
 * Calls `onLeft` when the bot is removed from a server, with the channels that were known of it. `guildDelete` comes when discord.js has
 * forgotten them, so they are noted at the packet that it makes of it. An outage is `guildUnavailable`, and no removal.
 */
export function watchDepartures(client: Client, onLeft: (guild: string, channels: readonly string[]) => void): void {
  const leaving = new Map<string, readonly string[]>()
  client.on(Events.Raw, (packet: unknown) => {
    const guild = idOf(dataOf(packet, GatewayDispatchEvents.GuildDelete))
    const channels = guild === undefined ? undefined : client.guilds.cache.get(guild)?.channels.cache
    if (guild !== undefined && channels !== undefined) leaving.set(guild, [...channels.keys()])
  })
  client.on(Events.GuildDelete, ({ id }) => {
    onLeft(id, leaving.get(id) ?? [])
    leaving.delete(id)
  })
  client.on(Events.GuildUnavailable, ({ id }) => leaving.delete(id))
}

/** Which application a session belongs to, and the servers that its bot is in, those that are down included. */
export interface Standing {
  readonly application: string
  readonly guilds: ReadonlySet<string>
}

/**
 * Calls `onStanding` whenever a session begins: one that is resumed has brought every removal. discord.js itself goes on to know the servers
 * that were there when the session before it began.
 */
export function watchStanding(client: Client, onStanding: (standing: Standing) => void): void {
  client.on(Events.Raw, (packet: unknown) => {
    const data = dataOf(packet, GatewayDispatchEvents.Ready)
    if (data === undefined || !('guilds' in data) || !Array.isArray(data.guilds) || !('application' in data)) return
    const application = idOf(data.application)
    if (application === undefined) return
    onStanding({ application, guilds: new Set(data.guilds.map(idOf).filter((id) => id !== undefined)) })
  })
}

export interface AbsenceOptions {
  readonly rest: REST
  readonly desk: Desk
  readonly log: Log
}

/**
 * Forgets the servers that the bot was removed from while nobody listened. Those that let its commands in without it are in no session, but
 * it is still answering there. Where nothing is left of all that are known, the token may be another bot's, which is yet to be invited: then
 * nothing is forgotten. Throws what REST throws.
 */
export async function forgetAbsent({ application, guilds }: Standing, options: AbsenceOptions): Promise<void> {
  const { rest, desk, log } = options
  const known = await desk.workspaces('discord')
  const left: string[] = []
  for (const guild of known) {
    if (!guilds.has(guild) && !(await letsCommandsIn(rest, application, guild))) left.push(guild)
  }
  if (left.length === 0) return
  if (left.length === known.length) {
    log.warn('the bot is in none of the servers that it was in; what concerns them is kept until it is in one again', {
      servers: left,
    })
    return
  }
  for (const workspace of left) await desk.left({ platform: 'discord', workspace }, [])
}

/** Whoever removes a bot takes back its commands as well (discord-api-docs #2738); Discord then tells it nothing of them. */
async function letsCommandsIn(rest: REST, application: string, guild: string): Promise<boolean> {
  try {
    await rest.get(Routes.applicationGuildCommands(application, guild))
    return true
  } catch (error) {
    const code = discordCode(error)
    if (code === Codes.MissingAccess || code === Codes.UnknownGuild) return false
    throw error
  }
}

/** What a packet of the gateway says, if it is of that kind. */
function dataOf(packet: unknown, kind: GatewayDispatchEvents): object | undefined {
  if (typeof packet !== 'object' || packet === null || !('t' in packet) || !('d' in packet)) return undefined
  return packet.t === kind && typeof packet.d === 'object' && packet.d !== null ? packet.d : undefined
}

function idOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('id' in data)) return undefined
  return typeof data.id === 'string' ? data.id : undefined
}
