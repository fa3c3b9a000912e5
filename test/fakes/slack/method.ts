import type { Arguments } from './arguments.ts'
import type { Events } from './events.ts'
import type { Files } from './files.ts'
import type { JsonObject } from './json.ts'
import { SlackError } from './slack-error.ts'
import type { Triggers } from './triggers.ts'
import type { Views } from './views.ts'
import type { Channel, Workspace } from './workspace.ts'

/** What a method may use. */
export interface MethodContext {
  workspace: Workspace
  events: Events
  scopes: ReadonlySet<string>
  triggers: Triggers
  views: Views
  files: Files
  /** a fresh Socket Mode URL */
  issueSocketUrl(): string
}

/** One Web API method: the kind of token it takes, and what it does. `run` throws SlackError to refuse. */
export interface Method {
  token: 'bot' | 'app'
  run(args: Arguments, context: MethodContext): JsonObject
}

/** Refuses with `missing_scope` unless one of the scopes was granted. */
export function requireScope(context: MethodContext, ...anyOf: string[]): void {
  if (anyOf.some((scope) => context.scopes.has(scope))) return
  throw new SlackError('missing_scope', { needed: anyOf.join(','), provided: [...context.scopes].join(',') })
}

/**
 * The channel a call names, if the bot can see it: a private channel without the bot does not exist for it.
 * Throws SlackError `channel_not_found`.
 */
export function visibleChannel(args: Arguments, context: MethodContext): Channel {
  const channel = context.workspace.resolveChannel(args.text('channel'))
  if (channel === undefined) throw new SlackError('channel_not_found')
  if (channel.kind === 'private' && !channel.botIsMember) throw new SlackError('channel_not_found')
  return channel
}

/** The scope that a family of methods needs for this kind of channel, e.g. `groups:history`. */
export function scopeFor(channel: Channel, right: 'history' | 'read'): string {
  const family = { public: 'channels', private: 'groups', im: 'im' }[channel.kind]
  return `${family}:${right}`
}

/** One page of a list, by an opaque cursor, and the fields that tell of the next. */
export function pageOf<T>(
  items: readonly T[],
  args: Arguments,
  fallback: number,
  most: number,
): { page: T[]; hasMore: boolean; nextCursor: string } {
  const limit = Math.max(1, Math.min(args.number('limit') ?? fallback, most))
  const cursor = args.text('cursor')
  const start = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace('offset:', ''))
  if (!Number.isInteger(start)) throw new SlackError('invalid_cursor')
  const hasMore = start + limit < items.length
  const nextCursor = hasMore ? Buffer.from(`offset:${start + limit}`).toString('base64') : ''
  return { page: items.slice(start, start + limit), hasMore, nextCursor }
}
