import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs, webApi } from '@slack/bolt'
import { answering, openThread, placeOf, tell } from './answers.ts'
import { lookUp } from './digests.ts'
import { slackCode } from './errors.ts'
import { textOfMessage } from './message-text.ts'
import { type PublishingOptions, publish } from './publishing.ts'
import { renderReply } from './render.ts'

/** The id of a person behind an `@`. */
const MENTION = /(?<=(?<![\p{L}\p{N}])@)[UW][A-Z0-9]+(?![\p{L}\p{N}])/gu
/** People whose names are looked up for one message. */
const NAMES = 10

/**
 * Has the text of a message briefed, for its conversation alone, and posts the brief in the message's thread, where questions on it are
 * answered from then on.
 */
export async function takePassage(
  { shortcut, ack, respond, client }: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs,
  options: PublishingOptions,
): Promise<void> {
  await ack()
  const { desk, identity, log } = options
  const { message, user, team, trigger_id: trigger } = shortcut
  const channel = shortcut.channel.id
  const open = openThread({ message, container: {} })
  await answering(respond, log, async () => {
    const [{ leads }, link, text] = await Promise.all([
      lookUp(user.id, channel, client, options),
      linkOf(channel, message.ts, client, options),
      withNames(textOfMessage(message), client, options),
    ])
    const event = `slack:${trigger}`
    const reply = await desk.command({
      name: 'passage',
      text,
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
