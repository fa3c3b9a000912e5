import { type Client, GatewayDispatchEvents, type GatewayMessageReactionAddDispatchData } from 'discord.js'
import { stableId } from '../../core/document.ts'
import type { Desk } from '../../core/ports.ts'
import type { Action } from '../../core/press.ts'
import { placeIn } from './incoming.ts'
import { type Standpoint, standpoint } from './standpoint.ts'

const VERDICTS: ReadonlyMap<string, 'useful' | 'useless'> = new Map([
  ['👍', 'useful'],
  ['👎', 'useless'],
])

/** What a reaction says of a message of the bot's: 👍 or 👎, of whatever colour. Undefined for all others. */
export function readVerdict(
  reaction: GatewayMessageReactionAddDispatchData,
  botUser: string,
): 'useful' | 'useless' | undefined {
  const { emoji, user_id: user, message_author_id: author } = reaction
  if (user === botUser || (author !== undefined && author !== botUser)) return undefined
  // A server's own emoji may be called so too.
  return emoji.id === null ? VERDICTS.get((emoji.name ?? '').replace(/\p{Emoji_Modifier}/gu, '')) : undefined
}

/**
 * Calls `onReaction` for each reaction as Discord sends it. discord.js makes an event of it only where the message is in its cache, or may
 * be there in part, and then does not say whose message it is.
 */
export function watchReactions(
  client: Client,
  onReaction: (reaction: GatewayMessageReactionAddDispatchData) => void,
): void {
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, onReaction)
}

/** Tells the desk; whoever reacted is not answered. */
export async function takeReaction(
  reaction: GatewayMessageReactionAddDispatchData,
  { client, desk }: { readonly client: Client; readonly desk: Desk },
): Promise<void> {
  const bot = client.user?.id
  const verdict = bot === undefined ? undefined : readVerdict(reaction, bot)
  if (verdict !== undefined) await desk.act(actionOf(verdict, reaction, await standpoint(client, reaction.channel_id)))
}

function actionOf(
  verdict: 'useful' | 'useless',
  { user_id: user, message_id: message, guild_id: guild }: GatewayMessageReactionAddDispatchData,
  { channel, thread }: Standpoint,
): Action {
  return {
    name: verdict,
    value: '',
    place: placeIn(channel, guild),
    channel,
    message,
    ...(thread === undefined ? {} : { thread }),
    asker: { user, manages: false },
    // Taken away and given again, it says the same. It is kept with the opinion, so nobody is to read in it whose that is.
    event: `discord:reaction.${stableId(channel, message, user, verdict)}`,
  }
}
