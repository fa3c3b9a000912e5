import { type Client, Events, GatewayDispatchEvents } from 'discord.js'
import type { Log } from '../../core/log.ts'
import type { Desk } from '../../core/ports.ts'

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

/**
 * Calls `onStanding` with the servers that the bot is in, those that are down included, whenever a session begins: one that is resumed has
 * brought every removal. discord.js itself goes on to know those that were there when the session before it began.
 */
export function watchStanding(client: Client, onStanding: (guilds: ReadonlySet<string>) => void): void {
  client.on(Events.Raw, (packet: unknown) => {
    const data = dataOf(packet, GatewayDispatchEvents.Ready)
    if (data === undefined || !('guilds' in data) || !Array.isArray(data.guilds)) return
    onStanding(new Set(data.guilds.map(idOf).filter((id) => id !== undefined)))
  })
}

/**
 * Forgets the servers that the bot was removed from while nobody listened. Where it is in none of those that are known, its token may be
 * another bot's, which is yet to be invited: then nothing is forgotten.
 */
export async function forgetAbsent(guilds: ReadonlySet<string>, desk: Desk, log: Log): Promise<void> {
  const known = await desk.workspaces('discord')
  const absent = known.filter((guild) => !guilds.has(guild))
  if (absent.length === 0) return
  if (absent.length === known.length) {
    log.warn('the bot is in none of the servers that it was in; what concerns them is kept until it is in one again', {
      servers: absent,
    })
    return
  }
  for (const workspace of absent) await desk.left({ platform: 'discord', workspace }, [])
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
