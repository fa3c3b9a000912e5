import type { types } from '@slack/bolt'
import { stableId } from '../../core/document.ts'
import type { Desk } from '../../core/ports.ts'
import type { Action } from '../../core/press.ts'
import type { Identity } from './client.ts'

const VERDICTS: ReadonlyMap<string, 'useful' | 'useless'> = new Map([
  ['+1', 'useful'],
  ['thumbsup', 'useful'],
  ['-1', 'useless'],
  ['thumbsdown', 'useless'],
])

/** What a reaction says of a message of the desk's: 👍 or 👎, of whatever colour. Undefined for all others. */
export function readReaction(event: types.ReactionAddedEvent, { team, botUser }: Identity): Action | undefined {
  const { item, reaction, user } = event
  const [name = ''] = reaction.split('::')
  const verdict = VERDICTS.get(name)
  if (verdict === undefined || item.type !== 'message' || event.item_user !== botUser || user === botUser)
    return undefined
  const { channel, ts: message } = item
  return {
    name: verdict,
    value: '',
    place: { platform: 'slack', workspace: team, channel },
    channel,
    message,
    asker: { user, manages: false },
    // Taken away and given again, it says the same. It is kept with the opinion, so nobody is to read in it whose that is.
    event: `slack:reaction.${stableId(team, channel, message, user, verdict)}`,
  }
}

/** Tells the desk; whoever reacted is not answered. */
export async function takeReaction(
  event: types.ReactionAddedEvent,
  { desk, identity }: { readonly desk: Desk; readonly identity: Identity },
): Promise<void> {
  const action = readReaction(event, identity)
  if (action !== undefined) await desk.act(action)
}
