import type { Client } from 'discord.js'

/** The channel something happens in, and the thread if it is one. */
export interface Standpoint {
  readonly channel: string
  readonly thread?: string
}

/**
 * Where something happens. What Discord has not announced is asked for; a thread that it does not show to the bot counts as a channel of
 * its own, in which nothing is visible that is limited to others.
 */
export async function standpoint(client: Client, id: string | null): Promise<Standpoint> {
  if (id === null) return { channel: '' }
  const known = client.channels.cache.get(id)
  const isKnown = known !== undefined && !(known.isThread() && known.parentId === null)
  const channel = isKnown ? known : await client.channels.fetch(id, { force: true }).catch(() => null)
  return channel?.isThread() === true && channel.parentId !== null
    ? { channel: channel.parentId, thread: id }
    : { channel: id }
}
