import type { Arguments } from '../arguments.ts'
import type { JsonObject } from '../json.ts'
import { LIMITS } from '../limits.ts'
import { type Method, type MethodContext, pageOf, requireScope, scopeFor, visibleChannel } from '../method.ts'
import { SlackError } from '../slack-error.ts'
import { microsecondsOf } from '../timestamps.ts'
import { type Channel, type Message, presentMessage } from '../workspace.ts'

/** The methods of the `conversations` family, and users.conversations, which lists alike. */
export const CONVERSATION_METHODS: Record<string, Method> = {
  'conversations.history': { token: 'bot', run: history },
  'conversations.replies': { token: 'bot', run: replies },
  'conversations.info': { token: 'bot', run: info },
  'conversations.list': { token: 'bot', run: (args, context) => list(args, context, () => true) },
  'conversations.open': { token: 'bot', run: open },
  'users.conversations': {
    token: 'bot',
    run: (args, context) => {
      const user = args.text('user')
      return list(args, context, (channel) =>
        user === undefined ? channel.botIsMember : channel.members.includes(user),
      )
    },
  },
}

function history(args: Arguments, context: MethodContext): JsonObject {
  const channel = readableChannel(args, context)
  const shown = context.workspace
    .messagesIn(channel.id)
    .filter((message) => message.threadTs === undefined || message.broadcast)
    .filter(within(args))
    .reverse()
  return messagePage(shown, args, context, LIMITS.historyDefault, LIMITS.historyMost)
}

function replies(args: Arguments, context: MethodContext): JsonObject {
  const channel = readableChannel(args, context)
  const { workspace } = context
  const named = workspace.message(channel.id, args.text('ts') ?? '')
  if (named === undefined) throw new SlackError('thread_not_found')
  // The ts of a reply gives that reply alone: reference/methods/conversations.replies
  const thread = named.threadTs === undefined ? workspace.thread(channel.id, named.ts) : [named]
  const wanted = within(args)
  const shown = thread.filter((message) => message === named || wanted(message))
  return messagePage(shown, args, context, LIMITS.repliesDefault, LIMITS.repliesMost)
}

function messagePage(
  shown: readonly Message[],
  args: Arguments,
  context: MethodContext,
  fallback: number,
  most: number,
): JsonObject {
  const { page, hasMore, nextCursor } = pageOf(shown, args, fallback, most)
  const withMetadata = args.flag('include_all_metadata')
  return {
    messages: page.map((message) => presentMessage(context.workspace, message, withMetadata)),
    has_more: hasMore,
    pin_count: 0,
    ...(hasMore ? { response_metadata: { next_cursor: nextCursor } } : {}),
  }
}

/** `oldest` and `latest` shut out the messages at their own ts, unless `inclusive`. */
function within(args: Arguments): (message: Message) => boolean {
  const bound = (name: 'oldest' | 'latest') => {
    const text = args.text(name)
    if (text === undefined || text === 'now') return undefined
    const microseconds = microsecondsOf(text)
    if (microseconds === undefined) throw new SlackError(`invalid_ts_${name}`)
    return microseconds
  }
  const oldest = bound('oldest')
  const latest = bound('latest')
  const inclusive = args.flag('inclusive')
  return ({ ts }) => {
    const at = microsecondsOf(ts) ?? 0n
    const late = oldest === undefined || at > oldest || (inclusive && at === oldest)
    const early = latest === undefined || at < latest || (inclusive && at === latest)
    return late && early
  }
}

function readableChannel(args: Arguments, context: MethodContext): Channel {
  const channel = visibleChannel(args, context)
  requireScope(context, scopeFor(channel, 'history'))
  if (!channel.botIsMember) throw new SlackError('not_in_channel')
  return channel
}

function info(args: Arguments, context: MethodContext): JsonObject {
  const channel = visibleChannel(args, context)
  requireScope(context, scopeFor(channel, 'read'))
  return { channel: presentChannel(channel, args.flag('include_num_members')) }
}

const KIND_OF_TYPE: Record<string, Channel['kind'] | 'mpim'> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: 'mpim',
}

function list(args: Arguments, context: MethodContext, wanted: (channel: Channel) => boolean): JsonObject {
  const kinds = (args.text('types') ?? 'public_channel').split(',').map((type) => KIND_OF_TYPE[type.trim()])
  if (kinds.includes(undefined)) throw new SlackError('invalid_types')
  if (kinds.includes('public')) requireScope(context, 'channels:read')
  if (kinds.includes('private')) requireScope(context, 'groups:read')
  if (kinds.includes('im')) requireScope(context, 'im:read')
  const channels = [...context.workspace.channels.values()]
    .filter((channel) => kinds.includes(channel.kind) && wanted(channel))
    .filter((channel) => channel.kind !== 'private' || channel.botIsMember)
    .filter((channel) => !(args.flag('exclude_archived') && channel.isArchived))
  const { page, nextCursor } = pageOf(channels, args, 100, 999)
  return {
    channels: page.map((channel) => presentChannel(channel, true)),
    response_metadata: { next_cursor: nextCursor },
  }
}

function open(args: Arguments, context: MethodContext): JsonObject {
  requireScope(context, 'im:write')
  const { workspace } = context
  const users = (args.text('users') ?? '').split(',').filter((user) => user !== '')
  if (users.length > 1) throw new SlackError('method_not_supported_for_channel_type')
  const user = users[0]
  const channel = user === undefined ? workspace.resolveChannel(args.text('channel')) : undefined
  if (user !== undefined && !workspace.users.has(user)) throw new SlackError('user_not_found')
  if (user === undefined && channel?.kind !== 'im') throw new SlackError('channel_not_found')
  const opened = channel ?? workspace.directMessage(user ?? '')
  return { channel: args.flag('return_im') ? presentChannel(opened, false) : { id: opened.id } }
}

function presentChannel(channel: Channel, withCount: boolean): JsonObject {
  const shared = { id: channel.id, created: 1_700_000_000, is_archived: channel.isArchived, is_org_shared: false }
  if (channel.kind === 'im') {
    return { ...shared, is_im: true, user: channel.members[0] ?? '', is_user_deleted: false, priority: 0 }
  }
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_member: channel.botIsMember,
    creator: channel.creator,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    ...(withCount ? { num_members: channel.members.length + (channel.botIsMember ? 1 : 0) } : {}),
  }
}
