import { type Client, Events, type GuildTextBasedChannel, SnowflakeUtil } from 'discord.js'
import type { Log } from '../../core/log.ts'

/** Nobody waits longer than this for what a desk would have to say. */
const BACK_MS = 15 * 60_000
/** As many as docs.discord.com/developers/resources/message, Get Channel Messages, gives at once. */
const MESSAGES = 100
/** Each is a call; of more, the ones with the latest messages. */
const CHANNELS = 40

/**
 * Hands on what was said in servers while nobody listened: a session of the gateway cannot be resumed by another process. What was heard
 * before is remembered by the inbox. Direct messages cannot be found this way, since a bot is told of none.
 */
export async function catchUp(client: Client<true>, now: Date, log: Log): Promise<void> {
  const after = SnowflakeUtil.generate({ timestamp: now.getTime() - BACK_MS }).toString()
  const recent = [...client.channels.cache.values()]
    .filter((channel): channel is GuildTextBasedChannel => channel.isTextBased() && !channel.isDMBased())
    .map((channel) => ({ channel, latest: BigInt(channel.lastMessageId ?? 0) }))
    .filter(({ latest }) => latest > BigInt(after))
    .sort((a, b) => (a.latest < b.latest ? 1 : -1))
  for (const { channel } of recent.slice(0, CHANNELS)) {
    try {
      const messages = await channel.messages.fetch({ after, limit: MESSAGES, cache: false })
      for (const message of [...messages.values()].reverse()) client.emit(Events.MessageCreate, message)
    } catch (error) {
      // Where the bot may not read the history, it hears what is said from now on.
      log.debug('what was said before could not be read', { channel: channel.id, error })
    }
  }
}
