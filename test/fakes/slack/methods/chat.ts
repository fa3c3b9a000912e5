import type { Arguments } from '../arguments.ts'
import { readContent, readMetadata } from '../content.ts'
import type { JsonObject } from '../json.ts'
import { LIMITS } from '../limits.ts'
import { type Method, type MethodContext, requireScope, visibleChannel } from '../method.ts'
import { refuse, SlackError } from '../slack-error.ts'
import { isTimestamp } from '../timestamps.ts'
import { type Channel, type Message, presentMessage } from '../workspace.ts'

/** The methods of the `chat` family. Errors: https://docs.slack.dev/reference/methods */
export const CHAT_METHODS: Record<string, Method> = {
  'chat.postMessage': { token: 'bot', run: postMessage },
  'chat.postEphemeral': { token: 'bot', run: postEphemeral },
  'chat.update': { token: 'bot', run: updateMessage },
  'chat.delete': { token: 'bot', run: deleteMessage },
  'chat.getPermalink': { token: 'bot', run: getPermalink },
}

function postMessage(args: Arguments, context: MethodContext): JsonObject {
  requireScope(context, 'chat:write')
  const { workspace, events, scopes } = context
  const channel = visibleChannel(args, context)
  if (channel.isArchived) throw new SlackError('is_archived')
  const mayPost = channel.botIsMember || (channel.kind === 'public' && scopes.has('chat:write.public'))
  if (!mayPost) throw new SlackError('not_in_channel')
  const content = readContent(args, true)
  const metadata = readMetadata(args)
  const threadTs = readThread(args, channel, context)
  const { botUserId, botId } = workspace.identity
  const message = workspace.store({
    ...content,
    channel: channel.id,
    user: botUserId,
    botId,
    broadcast: threadTs !== undefined && args.flag('reply_broadcast'),
    sentWith: args.values,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(metadata === undefined ? {} : { metadata }),
  })
  events.posted(message)
  return { channel: channel.id, ts: message.ts, message: presentMessage(workspace, message, true) }
}

function postEphemeral(args: Arguments, context: MethodContext): JsonObject {
  requireScope(context, 'chat:write')
  const { workspace } = context
  const channel = visibleChannel(args, context)
  if (channel.isArchived) throw new SlackError('is_archived')
  if (!channel.botIsMember) throw new SlackError('not_in_channel')
  const to = args.text('user') ?? ''
  if (!channel.members.includes(to)) throw new SlackError('user_not_in_channel')
  const content = readContent(args, true)
  const threadTs = readThread(args, channel, context)
  const { botUserId, botId } = workspace.identity
  const message = workspace.storeEphemeral({
    ...content,
    channel: channel.id,
    user: botUserId,
    botId,
    to,
    broadcast: false,
    sentWith: args.values,
    ...(threadTs === undefined ? {} : { threadTs }),
  })
  return { message_ts: message.ts }
}

function updateMessage(args: Arguments, context: MethodContext): JsonObject {
  requireScope(context, 'chat:write')
  const { workspace, events } = context
  const message = ownMessage(args, context, 'cant_update_message')
  if ((args.text('text') ?? '').length > LIMITS.updatedText) throw new SlackError('msg_too_long')
  const content = readContent(args, true)
  const metadata = readMetadata(args)
  const before = presentMessage(workspace, message)
  // Text without blocks takes the blocks away; metadata stays unless given: reference/methods/chat.update
  delete message.blocks
  delete message.attachments
  Object.assign(message, content, metadata === undefined ? {} : { metadata })
  message.edited = { user: workspace.identity.botUserId, ts: workspace.nextTs() }
  workspace.changes.notify()
  events.changed(message, before)
  return {
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: presentMessage(workspace, message, true),
  }
}

function deleteMessage(args: Arguments, context: MethodContext): JsonObject {
  requireScope(context, 'chat:write')
  const message = ownMessage(args, context, 'cant_delete_message')
  const before = presentMessage(context.workspace, message)
  context.workspace.remove(message)
  context.events.deleted(message, before)
  return { channel: message.channel, ts: message.ts }
}

function getPermalink(args: Arguments, context: MethodContext): JsonObject {
  const { workspace } = context
  const channel = visibleChannel(args, context)
  const message = workspace.message(channel.id, args.text('message_ts') ?? '')
  if (message === undefined) throw new SlackError('message_not_found')
  const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`
  const place = `/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`
  return { channel: channel.id, permalink: `https://${workspace.identity.teamDomain}.slack.com${place}` }
}

/**
 * A thread_ts must look like a timestamp; that it names an existing message is not checked, and the reply then shows
 * nowhere, as was seen on the real thing (slackapi/python-slack-sdk#840).
 */
function readThread(args: Arguments, channel: Channel, context: MethodContext): string | undefined {
  const threadTs = args.text('thread_ts')
  if (threadTs === undefined) return undefined
  if (!isTimestamp(threadTs)) throw refuse('invalid_thread_ts', [`${threadTs} is not a valid thread_ts`])
  // A reply to a reply joins the thread of its parent.
  return context.workspace.message(channel.id, threadTs)?.threadTs ?? threadTs
}

function ownMessage(args: Arguments, context: MethodContext, refusal: string): Message {
  const { workspace } = context
  const channel = visibleChannel(args, context)
  const message = workspace.message(channel.id, args.text('ts') ?? '')
  if (message === undefined) throw new SlackError('message_not_found')
  if (message.botId !== workspace.identity.botId) throw new SlackError(refusal)
  return message
}
