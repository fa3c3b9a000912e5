import { createHash } from 'node:crypto'
import {
  type APIMessage,
  RESTJSONErrorCodes as Codes,
  type REST,
  type RESTGetAPIChannelMessageResult,
  type RESTGetAPIChannelMessagesResult,
  type RESTPostAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageResult,
  type RESTPostAPIChannelMessagesThreadsJSONBody,
  type RESTPostAPICurrentUserCreateDMChannelResult,
  Routes,
  SnowflakeUtil,
} from 'discord.js'
import { type DeliveryKey, type MessageReference, personOf, type Target } from '../../core/delivery.ts'
import { cleanLine, clip } from '../../core/one-line.ts'
import { wording } from '../../core/wording.ts'
import { discordCode, errorBeforePost, findError, isTokenRefused, postError, whyClosed } from './errors.ts'
import { unescapeMarkdown } from './markdown.ts'
import { type Message, referenceIn, withReference } from './page.ts'

/** Past this, a call counts as lost. */
export const CALL_TIMEOUT_MS = 10_000
/** Discord's clock and ours may differ by this much; a message is looked for from that long before it can have been sent. */
const CLOCK_MARGIN_MS = 60_000
/** The most that docs.discord.com/developers/resources/message, Get Channel Messages, allows. */
const PAGE = 100
/** docs.discord.com/developers/resources/message, Create Message. */
const NONCE = 25
/** Fifty bits: a channel would need millions of messages within one search for two to be the same. */
const REFERENCE = 10
/** docs.discord.com/developers/resources/channel, Start Thread from Message. */
const THREAD_NAME = 100
/** Searches that the pace broke off, messages without a thread: far more than are ever open at once. */
const MOST_REMEMBERED = 500

/**
 * The calls that the adapter makes on its own account, as opposed to answers to what people just did. An answer for which it is too
 * late, fifteen minutes after its interaction, is one too: its key is made of the interaction's id.
 */
export interface Client {
  /** As `Platform.post`. What may not go into its thread stands in the channel, as a reply that says why. */
  post(target: Target, message: Message, key: DeliveryKey): Promise<MessageReference>
  /** Posts what is for one person alone as a direct message. Throws as `post`. */
  postTo(user: string, message: Message, key: DeliveryKey): Promise<MessageReference>
  /** As `Platform.edit`. */
  edit(message: MessageReference, shown: Message): Promise<void>
  /** As `Platform.find`. */
  find(target: Target, key: DeliveryKey, since: string): Promise<MessageReference | undefined>
}

export interface ClientOptions {
  readonly rest: REST
  /** The bot's own user id. */
  readonly botUser: string
  /** Called when Discord does not know the bot's token any more. */
  readonly onRefused: () => void
}

export function createClient({ rest, botUser, onRefused }: ClientOptions): Client {
  /** Up to where a search has come: one that began anew whenever the pace broke it off would never end in a busy channel. */
  const reached = new Map<string, string>()
  /** Channels in which Discord has no threads: direct messages. What belongs in one is a reply there. */
  const threadless = new Set<string>()
  /** Headlines of messages just posted: below them there is no thread yet, and what it is to be called need not be asked. */
  const heads = new Map<string, string>()

  /** REST's answers have no type of their own: each method says what Discord documents for it. */
  async function call<T>(
    method: 'get' | 'post' | 'patch',
    route: `/${string}`,
    given: { body?: object; query?: URLSearchParams },
  ) {
    try {
      // The client's own timeout ends with the headers; this one holds for the body too.
      return (await rest[method](route, { ...given, signal: AbortSignal.timeout(CALL_TIMEOUT_MS) })) as T
    } catch (error) {
      if (isTokenRefused(error)) onRefused()
      throw error
    }
  }

  async function send(channel: string, body: RESTPostAPIChannelMessageJSONBody): Promise<string> {
    const posted = await call<RESTPostAPIChannelMessageResult>('post', Routes.channelMessages(channel), { body })
    return posted.id
  }

  async function openDirectMessages(user: string): Promise<RESTPostAPICurrentUserCreateDMChannelResult> {
    try {
      return await call('post', Routes.userChannels(), { body: { recipient_id: user } })
    } catch (error) {
      throw errorBeforePost(error)
    }
  }

  /** The channel of a target. To open direct messages gives the same channel every time, and shows nobody anything. */
  async function channelOf({ channel }: Target): Promise<string> {
    const person = personOf(channel)
    return person === undefined ? channel : (await openDirectMessages(person)).id
  }

  /** A thread has the id of the message it is started from, so it is tried first and started only if it is not there. */
  async function postInThread(
    target: Target,
    thread: string,
    message: Message,
    body: RESTPostAPIChannelMessageJSONBody,
  ) {
    if (threadless.has(target.channel)) return await reply(target.channel, thread, body)
    try {
      if (!heads.has(thread)) return threaded(target.channel, await send(thread, body), thread)
    } catch (error) {
      if (discordCode(error) !== Codes.UnknownChannel) return await besideThread(error, target.channel, thread, body)
    }
    let hasThread: boolean
    try {
      hasThread = await startThread(target.channel, thread, message)
    } catch (error) {
      return await besideThread(error, target.channel, thread, body)
    }
    heads.delete(thread)
    if (!hasThread) return await reply(target.channel, thread, body)
    try {
      return threaded(target.channel, await send(thread, body), thread)
    } catch (error) {
      // There is one, but not for the bot.
      const isHidden = discordCode(error) === Codes.UnknownChannel
      return await besideThread(error, target.channel, thread, body, isHidden ? wording.threadClosed : undefined)
    }
  }

  /** In the channel, where the thread is closed to the bot. Throws what is no matter of the thread. */
  async function besideThread(
    error: unknown,
    channel: string,
    thread: string,
    body: RESTPostAPIChannelMessageJSONBody,
    why = whyClosed(error),
  ): Promise<MessageReference> {
    if (why === undefined) throw error
    return await reply(channel, thread, { ...body, content: why })
  }

  async function reply(
    channel: string,
    message: string,
    body: RESTPostAPIChannelMessageJSONBody,
  ): Promise<MessageReference> {
    const reference = { message_id: message, fail_if_not_exists: false }
    return { channel, message: await send(channel, { ...body, message_reference: reference }) }
  }

  /** Starts the thread below a message. False where there are no threads, as in direct messages. */
  async function startThread(channel: string, message: string, first: Message): Promise<boolean> {
    const body: RESTPostAPIChannelMessagesThreadsJSONBody = { name: await threadName(channel, message, first) }
    try {
      await call('post', Routes.threads(channel, message), { body })
      return true
    } catch (error) {
      const code = discordCode(error)
      if (code === Codes.ThreadAlreadyCreatedForMessage) return true
      if (code !== Codes.CannotExecuteActionOnThisChannelType) throw errorBeforePost(error)
      threadless.add(channel)
      return false
    }
  }

  /** The headline of the message that heads the thread, or what somebody asked in it; else the headline of its first reply. */
  async function threadName(channel: string, message: string, first: Message): Promise<string> {
    const known = heads.get(message) ?? ''
    if (known !== '') return clip(known, THREAD_NAME)
    const head = await call<RESTGetAPIChannelMessageResult>('get', Routes.channelMessage(channel, message), {}).catch(
      (error: unknown) => {
        if (discordCode(error) === Codes.MissingAccess) return undefined
        throw errorBeforePost(error)
      },
    )
    const asked = cleanLine((head?.content ?? '').replace(/<[^<>]*>/gu, ' '))
    const title = headlineOf(head?.embeds) || asked || headlineOf(first.embeds)
    return clip(title || '…', THREAD_NAME)
  }

  async function search(channel: string, key: DeliveryKey, since: string): Promise<string | undefined> {
    const reference = referenceOf(key)
    const place = `${channel} ${key}`
    const from = SnowflakeUtil.generate({
      timestamp: Math.max(SnowflakeUtil.epochNumber, Date.parse(since) - CLOCK_MARGIN_MS),
    })
    let after = reached.get(place) ?? from.toString()
    let isEmpty = true
    for (;;) {
      const query = new URLSearchParams({ after, limit: String(PAGE) })
      const messages = await call<RESTGetAPIChannelMessagesResult>('get', Routes.channelMessages(channel), { query })
      const found = messages.find(({ author, embeds }) => author.id === botUser && referenceIn(embeds) === reference)
      isEmpty &&= messages.length === 0
      if (found !== undefined || messages.length < PAGE) {
        reached.delete(place)
        if (found === undefined && isEmpty) await requireHistory(channel, after)
        return found?.id
      }
      after = messages.map(({ id }) => id).reduce(later, after)
      remember(reached, place, after)
    }
  }

  /**
   * A list of messages is empty for a bot that may not read the history, but a single message is then refused
   * (docs.discord.com/developers/resources/message, Get Channel Messages).
   */
  async function requireHistory(channel: string, anyMessage: string): Promise<void> {
    try {
      await call('get', Routes.channelMessage(channel, anyMessage), {})
    } catch (error) {
      if (discordCode(error) !== Codes.UnknownMessage) throw error
    }
  }

  return {
    async post(target, message, key) {
      const body = bodyOf(withReference(message, referenceOf(key)), key)
      try {
        if (target.thread !== undefined) return await postInThread(target, target.thread, message, body)
        const channel = await channelOf(target)
        const posted = await send(channel, body)
        remember(heads, posted, headlineOf(message.embeds))
        return { channel, message: posted }
      } catch (error) {
        throw postError(error)
      }
    },

    async postTo(user, message, key) {
      try {
        const { id } = await openDirectMessages(user)
        return { channel: id, message: await send(id, bodyOf(withReference(message, referenceOf(key)), key)) }
      } catch (error) {
        throw postError(error)
      }
    },

    async edit({ channel, message, thread }, { embeds, components }) {
      // A thread is a channel of its own; the message that it was started from stands in the one above.
      const place = thread === undefined || thread === message ? channel : thread
      const body = { embeds, components, allowed_mentions: { parse: [] } }
      try {
        await call('patch', Routes.channelMessage(place, message), { body })
      } catch (error) {
        throw postError(error)
      }
    },

    async find(target, key, since) {
      const { thread } = target
      try {
        const channel = await channelOf(target)
        if (thread === undefined || threadless.has(channel))
          return inChannel(channel, await search(channel, key, since))
        const found = await search(thread, key, since).catch((error: unknown) => {
          if (discordCode(error) !== Codes.UnknownChannel) throw error
          return undefined
        })
        if (found !== undefined) return threaded(channel, found, thread)
        // Where there can be no thread, or none for the bot, it was posted as a reply in the channel.
        return inChannel(channel, await search(channel, key, since))
      } catch (error) {
        throw findError(error)
      }
    },
  }
}

function remember(known: Map<string, string>, key: string, value: string): void {
  known.delete(key)
  known.set(key, value)
  const [oldest] = known.keys()
  if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest)
}

/** What a message says of which delivery it is, short enough to be read out. */
export function referenceOf(key: DeliveryKey): string {
  return digestOf(key).slice(0, REFERENCE)
}

/** Discord gives back the first message with a nonce of the past few minutes in place of making another. */
function bodyOf({ embeds, components }: Message, key: DeliveryKey): RESTPostAPIChannelMessageJSONBody {
  const nonce = digestOf(key).slice(0, NONCE)
  return { embeds, components, allowed_mentions: { parse: [] }, nonce, enforce_nonce: true }
}

/** Lower-case letters and digits, nothing that Markdown or a reader could take for anything else. */
function digestOf(key: DeliveryKey): string {
  return BigInt(`0x${createHash('sha256').update(key).digest('hex')}`)
    .toString(36)
    .padStart(50, '0')
    .slice(-50)
}

function headlineOf(embeds: APIMessage['embeds'] | undefined): string {
  const [first] = embeds ?? []
  const line = first?.title ?? first?.description?.split('\n')[0] ?? ''
  return cleanLine(unescapeMarkdown(line.replace(/^\*\*(.*)\*\*$/u, '$1')))
}

function inChannel(channel: string, message: string | undefined): MessageReference | undefined {
  return message === undefined ? undefined : { channel, message }
}

function threaded(channel: string, message: string, thread: string): MessageReference {
  return { channel, message, thread }
}

function later(a: string, b: string): string {
  return BigInt(a) > BigInt(b) ? a : b
}
