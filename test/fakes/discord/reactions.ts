import { GatewayIntentBits } from 'discord.js'
import { findMessage } from './message-payloads.ts'
import { memberPayload, payloadOfUser } from './payloads.ts'
import { type Doer, resolve } from './people.ts'
import type { World } from './world.ts'

export interface Reacting extends Doer {
  message: string
  /** `👍`; a name for an emoji of the server's own. */
  emoji: string
  isOwn?: true
}

/** Somebody reacts to a message (docs: events/gateway-events, Message Reaction Add). */
export function react(world: World, { message: id, emoji, isOwn, ...doer }: Reacting): void {
  const { channel, user } = resolve(world, doer)
  const message = findMessage(world, channel.id, id)
  if (message === undefined) throw new Error(`No message ${id} in ${channel.name}`)
  const { guildId } = channel
  const member = guildId === null ? undefined : world.guilds.get(guildId)?.members.get(user.id)
  const intents = guildId === null ? GatewayIntentBits.DirectMessageReactions : GatewayIntentBits.GuildMessageReactions
  const payload = {
    user_id: user.id,
    channel_id: channel.id,
    message_id: id,
    message_author_id: message.authorId,
    emoji: { id: isOwn ? world.newId() : null, name: emoji },
    burst: false,
    type: 0,
    ...(guildId === null ? {} : { guild_id: guildId }),
    ...(member === undefined ? {} : { member: { ...memberPayload(member), user: payloadOfUser(world, user.id) } }),
  }
  world.emit({ name: 'MESSAGE_REACTION_ADD', guildId, intents, data: () => payload })
}
