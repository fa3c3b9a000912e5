import { type Client, Events, GatewayDispatchEvents } from 'discord.js'

/**
 * Calls `onLeft` when the bot is removed from a server, with the channels that were known of it. `guildDelete` comes when discord.js has
 * forgotten them, so they are noted at the packet that it makes of it. An outage is `guildUnavailable`, and no removal.
 */
export function watchDepartures(client: Client, onLeft: (guild: string, channels: readonly string[]) => void): void {
  const leaving = new Map<string, readonly string[]>()
  client.on(Events.Raw, (packet: unknown) => {
    const guild = deletedGuild(packet)
    const channels = guild === undefined ? undefined : client.guilds.cache.get(guild)?.channels.cache
    if (guild !== undefined && channels !== undefined) leaving.set(guild, [...channels.keys()])
  })
  client.on(Events.GuildDelete, ({ id }) => {
    onLeft(id, leaving.get(id) ?? [])
    leaving.delete(id)
  })
  client.on(Events.GuildUnavailable, ({ id }) => leaving.delete(id))
}

function deletedGuild(packet: unknown): string | undefined {
  if (typeof packet !== 'object' || packet === null || !('t' in packet) || !('d' in packet)) return undefined
  const { t: kind, d: data } = packet
  if (kind !== GatewayDispatchEvents.GuildDelete || typeof data !== 'object' || data === null) return undefined
  return 'id' in data && typeof data.id === 'string' ? data.id : undefined
}
