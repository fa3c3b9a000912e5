import type {
  AllMiddlewareArgs,
  MessageShortcut,
  SlackCommandMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  webApi,
} from '@slack/bolt'
import { addressesTyped } from '../../core/pointing.ts'
import { announceReading, answering, openThread, originOf, pageAt, placeOf, tell } from './answers.ts'
import { lookUp } from './digests.ts'
import { slackCode } from './errors.ts'
import { type FileOptions, filesOf } from './files.ts'
import { readBriefCommand } from './incoming.ts'
import { linksOf } from './links.ts'
import { previewsOf, textOfMessage } from './message-text.ts'
import { type PublishingOptions, publish } from './publishing.ts'
import { renderReply } from './render.ts'

export interface PassageOptions extends PublishingOptions {
  readonly files: FileOptions
}

/** The id of a person behind an `@`. */
const MENTION = /(?<=(?<![\p{L}\p{N}])@)[UW][A-Z0-9]+(?![\p{L}\p{N}])/gu
/** People whose names are looked up for one message. */
const NAMES = 10

/**
 * Has a message briefed, with the pages and files that it points at, for its conversation alone, and posts the brief in the message's
 * thread, where questions on it are answered from then on.
 */
export async function takePassage(
  { shortcut, ack, respond, client }: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs,
  options: PassageOptions,
): Promise<void> {
  await ack()
  const { desk, identity, log } = options
  const { message, user, team, trigger_id: trigger } = shortcut
  const channel = shortcut.channel.id
  const open = openThread({ message, container: {} })
  await answering(respond, log, async () => {
    const pages = linksOf(message)
    const files = filesOf(message, client, options.files)
    const [{ leads }, link, text] = await Promise.all([
      lookUp(user.id, channel, client, options),
      linkOf(channel, message.ts, client, options),
      withNames(textOfMessage(message, pages.length === 0 ? undefined : 'previews'), client, options),
      announceReading([...files, ...pages.map(pageAt)], respond, log, open),
    ])
    const event = `slack:${trigger}`
    const reply = await desk.command({
      name: 'passage',
      text,
      ...(pages.length === 0 ? {} : { pages, preview: previewsOf(message) }),
      ...(files.length === 0 ? {} : { files }),
      ...(link === undefined ? {} : { link }),
      // In somebody's own conversation everybody manages its digests; what becomes a document is seen by others.
      asker: { user: user.id, manages: leads },
      place: placeOf({ team: user.team_id ?? team?.id ?? identity.team, channel }),
      event,
    })
    if (reply?.kind === 'brief') {
      const target = { platform: 'slack', channel, thread: open ?? message.ts }
      await publish({ reply, target, event, respond, openThread: open }, options)
    } else if (reply !== undefined) await tell(respond, renderReply(reply, 'alone'), open)
  })
}

/** `/brief` with a topic, or with the address of a page: that takes longer, and who asks for it may be offered to file it. */
export async function takeBriefCommand(
  { command, ack, respond, client }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
  options: PassageOptions,
): Promise<void> {
  await ack()
  const { desk, log } = options
  await answering(respond, log, async () => {
    const { topic, isPrivate } = readBriefCommand(command.text)
    const { place, event } = originOf(command)
    const { user_id: user, channel_id: channel } = command
    const pages = addressesTyped(topic).map(pageAt)
    const [standing] = await Promise.all([
      pages.length === 0 ? undefined : lookUp(user, channel, client, options),
      announceReading(pages, respond, log),
    ])
    const asker = standing === undefined ? {} : { asker: { user, manages: standing.leads } }
    const reply = await desk.command({ name: 'brief', topic, ...asker, place, event })
    const target = { platform: 'slack', channel }
    if (reply?.kind === 'brief' && !isPrivate) await publish({ reply, target, event, respond }, options)
    else if (reply !== undefined) await tell(respond, renderReply(reply, 'alone'))
  })
}

/** A brief can do without, where Slack does not show the app the channel. */
async function linkOf(
  channel: string,
  message: string,
  web: webApi.WebClient,
  { log }: Pick<PublishingOptions, 'log'>,
): Promise<string | undefined> {
  try {
    return (await web.chat.getPermalink({ channel, message_ts: message })).permalink
  } catch (error) {
    log.debug('a message has no address', { channel, error: slackCode(error) ?? error })
    return undefined
  }
}

/** Mentions come as ids, which say nothing to a reader. Somebody whom Slack does not know keeps theirs. */
async function withNames(
  text: string,
  web: webApi.WebClient,
  { log }: Pick<PublishingOptions, 'log'>,
): Promise<string> {
  const ids = [...new Set(text.match(MENTION) ?? [])].slice(0, NAMES)
  const found = await Promise.all(
    ids.map(async (id) => {
      try {
        const { user } = await web.users.info({ user: id })
        return [[id, user?.profile?.display_name || user?.real_name || user?.name || id]] as const
      } catch (error) {
        log.debug('somebody has no name', { error: slackCode(error) ?? error })
        return []
      }
    }),
  )
  const names = new Map<string, string>(found.flat())
  return text.replace(MENTION, (id) => names.get(id) ?? id)
}
