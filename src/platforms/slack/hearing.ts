import type { App, ReceiverEvent } from '@slack/bolt'
import type { Log } from '../../core/log.ts'
import { UnheardError } from './connection.ts'
import { isSpoken } from './incoming.ts'

/** Messages that the desk has noted; more than ever come again at once. Those that come later it knows itself. */
const KNOWN_MESSAGES = 500

/**
 * Bolt acknowledges an event before any listener has seen it, and what is acknowledged Slack never sends again: a process that died in
 * between would have lost a question. So it is acknowledged once the desk has noted it, and not at all if that failed, which `hasFailed`
 * tells by the event's body. Slack sends it again, over sockets after three seconds (docs.slack.dev/apis/events-api). What comes again,
 * or as the other half of a mention, waits for the same answer, and is acknowledged at once where that has been given. Commands and
 * buttons are acknowledged by their listeners.
 *
 * A mention with a link is therefore acknowledged after the page was read, though that takes longer than Slack waits: the inbox holds no
 * messages, but the ids of those whose answers are owed, written in one transaction with these (`InboxStore.acceptEvent`), so that an
 * event which is acknowledged before has nothing to be answered from after a restart. The price is that Slack sends it again, at once,
 * after a minute and after five.
 */
export function acknowledgeWhenHeard(app: App, hasFailed: (body: object) => boolean, log: Log): void {
  const process = app.processEvent.bind(app)
  /** Whether the desk could note them. */
  const known = new Map<unknown, Promise<boolean>>()

  app.processEvent = async (event) => {
    const { body } = event
    if (body.type !== 'event_callback') return await process(event)
    const key = keyOf(body)
    const heard = known.get(key) ?? process({ ...event, ack: async () => {} }).then(() => !hasFailed(body))
    known.set(key, heard)
    forgetOldest(known)
    const isNoted = await heard.catch((error: unknown) => {
      known.delete(key)
      throw error
    })
    if (!isNoted) {
      known.delete(key)
      throw new UnheardError()
    }
    // Where the socket has closed meanwhile, the event comes again over another, and the desk knows that it has had it.
    await event.ack().catch((error: unknown) => log.debug('an event from Slack was not acknowledged', { error }))
  }
}

/** A mention comes as `message` and as `app_mention`, with two event ids and one ts; any other event has its id. */
function keyOf({ event, event_id: id, team_id: team }: ReceiverEvent['body']): unknown {
  const isMessage = event?.type === 'app_mention' || (event?.type === 'message' && isSpoken(event.subtype))
  return isMessage ? `${team}.${event.channel}.${event.ts}` : id
}

function forgetOldest(known: Map<unknown, unknown>): void {
  const [oldest] = known.keys()
  if (known.size > KNOWN_MESSAGES) known.delete(oldest)
}
