import { type Logger, webApi } from '@slack/bolt'
import { type DeliveryKey, type MessageReference, personOf, type Target } from '../../core/delivery.ts'
import { AmbiguousError, ClosedError } from '../../core/errors.ts'
import { findError, postError, slackCode } from './errors.ts'
import type { Message } from './page.ts'

/** Past this, a call counts as lost. */
export const CALL_TIMEOUT_MS = 10_000
const EVENT_TYPE = 'attache_delivery'
/** Slack's clock and ours may differ by this much; a message is looked for from that long before it can have been sent. */
const CLOCK_MARGIN_S = 60
/** Apps that are distributed commercially get 15 at most, and one page a minute (docs.slack.dev/apis/web-api/rate-limits). */
const PAGE = 100
/** Searches that the pace broke off; far more than are ever open at once. */
const OPEN_SEARCHES = 500

export interface ClientOptions {
  readonly botToken: string
  /** Base of the Web API; Slack's own if absent. */
  readonly apiUrl?: string
  readonly logger: Logger
}

/** Who the bot token speaks for. */
export interface Identity {
  readonly team: string
  readonly botUser: string
  readonly bot: string
  /** What people invite it by. */
  readonly name: string
}

/** The calls that the adapter makes on its own account, as opposed to answers to what people just did. */
export interface Client {
  /** Asks Slack whose token it is. Throws what the Web API client throws. */
  identify(): Promise<Identity>
  /** As `Platform.post`. */
  post(target: Target, message: Message, key: DeliveryKey): Promise<MessageReference>
  /** As `Platform.edit`. */
  edit(message: MessageReference, shown: Message): Promise<void>
  /** As `Platform.find`. */
  find(target: Target, key: DeliveryKey, since: string): Promise<MessageReference | undefined>
}

/** Options for every Web API client of the adapter: one try, and a 429 is an error at once, since the outbox keeps its own time. */
export function callOptions({ apiUrl, logger }: Pick<ClientOptions, 'apiUrl' | 'logger'>): webApi.WebClientOptions {
  return {
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT_MS,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  }
}

export function createClient(options: ClientOptions): Client {
  const web = new webApi.WebClient(options.botToken, callOptions(options))
  /** Where to go on with a search: with 15 messages a minute, one that began anew each time would never end. */
  const cursors = new Map<DeliveryKey, string>()
  let bot: string | undefined

  function remember(key: DeliveryKey, cursor: string): void {
    cursors.delete(key)
    cursors.set(key, cursor)
    const [oldest] = cursors.keys()
    if (cursors.size > OPEN_SEARCHES && oldest !== undefined) cursors.delete(oldest)
  }

  async function page(target: Target, oldest: string, cursor: string | undefined) {
    const { channel, thread } = target
    const wanted = {
      channel,
      oldest,
      include_all_metadata: true,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    }
    // Channels come newest first and threads oldest first; both page on by the cursor.
    return thread === undefined
      ? await web.conversations.history(wanted)
      : await web.conversations.replies({ ...wanted, ts: thread })
  }

  return {
    async identify() {
      const who = await web.auth.test()
      bot = who.bot_id
      return { team: who.team_id ?? '', botUser: who.user_id ?? '', bot: who.bot_id ?? '', name: who.user ?? '' }
    },

    async post({ channel, thread }, { text, blocks }, key) {
      const answer = await web.chat
        .postMessage({
          // Given a person, Slack posts to the direct messages with them (docs.slack.dev/reference/methods/chat.postMessage).
          channel: personOf(channel) ?? channel,
          text,
          blocks,
          mrkdwn: false,
          unfurl_links: false,
          unfurl_media: false,
          metadata: { event_type: EVENT_TYPE, event_payload: { key } },
          ...(thread === undefined ? {} : { thread_ts: thread }),
        })
        .catch((error: unknown) => {
          throw postError(error)
        })
      if (answer.ts === undefined) throw new AmbiguousError('Slack answered without the message it made')
      return reference(answer.channel ?? channel, answer.ts, thread)
    },

    async edit({ channel, message }, { text, blocks }) {
      await web.chat.update({ channel, ts: message, text, blocks }).catch((error: unknown) => {
        throw postError(error)
      })
    },

    async find(target, key, since) {
      // Only with the scope im:write could it be asked which channel that is.
      if (personOf(target.channel) !== undefined)
        throw new ClosedError('Slack does not let the app look into direct messages by the person')
      const oldest = (Date.parse(since) / 1_000 - CLOCK_MARGIN_S).toFixed(6)
      try {
        for (let cursor = cursors.get(key); ; ) {
          const { messages = [], response_metadata: more } = await page(target, oldest, cursor)
          const found = messages.find((message) => carries(message, key, bot))
          cursor = more?.next_cursor === '' ? undefined : more?.next_cursor
          if (found?.ts === undefined && cursor !== undefined) {
            remember(key, cursor)
            continue
          }
          cursors.delete(key)
          return found?.ts === undefined ? undefined : reference(target.channel, found.ts, target.thread)
        }
      } catch (error) {
        // A thread that was deleted with all that stood in it holds no message.
        if (slackCode(error) === 'thread_not_found') return undefined
        const reason = findError(error)
        if (reason instanceof AmbiguousError) cursors.delete(key)
        throw reason
      }
    },
  }
}

/** Whether it is the message with this key. Any app may write any metadata: one that says it is of another bot does not count. */
function carries(message: object, key: DeliveryKey, bot: string | undefined): boolean {
  if ('bot_id' in message && bot !== undefined && message.bot_id !== bot) return false
  if (!('metadata' in message) || typeof message.metadata !== 'object' || message.metadata === null) return false
  const { metadata } = message
  if (!('event_type' in metadata) || !('event_payload' in metadata) || metadata.event_type !== EVENT_TYPE) return false
  const payload = metadata.event_payload
  return typeof payload === 'object' && payload !== null && 'key' in payload && payload.key === key
}

function reference(channel: string, message: string, thread: string | undefined): MessageReference {
  return { channel, message, ...(thread === undefined ? {} : { thread }) }
}
