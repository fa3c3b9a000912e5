import { cleanLine, clip } from '../../core/one-line.ts'
import type { HeardMessage, Suggestion } from '../../core/ports.ts'
import type { Place } from '../../core/topic.ts'

/** docs.discord.com/developers/interactions/application-commands, Option Choice Structure. */
const CHOICE = 100
const CHOICES = 25

/** A message of Discord's, as far as the desk needs it. */
export interface DiscordMessage {
  readonly id: string
  readonly content: string
  /** The channel, or for a thread the one above it. */
  readonly channel: string
  /** The thread it stands in. */
  readonly thread?: string | undefined
  /** Undefined in direct messages. */
  readonly guild?: string | undefined
  /** The message it replies to, and whose that is. */
  readonly repliesTo?: { readonly message: string; readonly author: string | undefined } | undefined
  /** Files hang on it, or it forwards or points at a message. */
  readonly holdsMore?: boolean
  /** Ids of the people it mentions, the one it replies to among them if that was to ping. */
  readonly mentions: ReadonlySet<string>
}

/** Names for the ids in a message. */
export interface Names {
  user(id: string): string | undefined
  role(id: string): string | undefined
  channel(id: string): string | undefined
}

/**
 * A message as the desk hears it; undefined if it is none of its business: said in a channel to somebody else, or without anything in it, as
 * Discord shows what does not address the bot. A reply to the bot's message in a channel belongs to the thread below that.
 */
export function readMessage(message: DiscordMessage, botUser: string, names: Names): HeardMessage | undefined {
  const { guild, repliesTo } = message
  const repliedTo = repliesTo?.author === botUser ? repliesTo.message : undefined
  const addressed = guild === undefined || repliedTo !== undefined || message.mentions.has(botUser)
  const thread = message.thread ?? repliedTo
  const text = readText(message.content, botUser, names)
  if (text === '' && !(addressed && message.holdsMore === true)) return undefined
  if (!addressed && thread === undefined) return undefined
  return {
    event: `discord:${message.id}`,
    place: placeIn(message.channel, guild),
    channel: message.channel,
    message: message.id,
    ...(thread === undefined ? {} : { thread }),
    text,
    addressed,
  }
}

export function placeIn(channel: string, guild: string | null | undefined): Place {
  return { platform: 'discord', channel, ...(guild == null ? {} : { workspace: guild }) }
}

/**
 * Discord's notation (`<@1>`, `<#2>`, `<:smile:3>`, `<t:4:R>`, `</brief:5>`) as plain text, without the mention of the bot:
 * docs.discord.com/developers/reference, Message Formatting.
 */
export function readText(content: string, botUser: string, names: Names): string {
  return content
    .replace(/<@!?(\d+)>/gu, (whole, id: string) => (id === botUser ? ' ' : `@${names.user(id) ?? whole}`))
    .replace(/<@&(\d+)>/gu, (whole, id: string) => `@${names.role(id) ?? whole}`)
    .replace(/<#(\d+)>/gu, (whole, id: string) => `#${names.channel(id) ?? whole}`)
    .replace(/<a?(:\w+:)\d+>/gu, '$1')
    .replace(/<(\/[^:<>]+):\d+>/gu, '$1')
    .replace(/<t:(-?\d+)(?::\w)?>/gu, (whole, seconds: string) => readTime(Number(seconds)) ?? whole)
    .replace(/<(https?:\/\/[^\s<>]+)>/gu, '$1')
    .replace(/[^\S\n]+/gu, ' ')
    .trim()
}

/** Suggestions as Discord takes them: a name and a value, each of 1 to 100 characters. */
export function choicesFrom(suggestions: readonly Suggestion[]): { name: string; value: string }[] {
  return suggestions
    .filter(({ slug }) => slug !== '' && slug.length <= CHOICE)
    .slice(0, CHOICES)
    .map(({ slug, title }) => ({ name: clip(cleanLine(title) || slug, CHOICE), value: slug }))
}

function readTime(seconds: number): string | undefined {
  const date = new Date(seconds * 1_000)
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
