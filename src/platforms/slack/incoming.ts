import type { DigestDeed } from '../../core/digest-command.ts'
import type { HeardMessage, Suggestion } from '../../core/ports.ts'

/** What a message event and an `app_mention` have in common, as far as the desk needs it. */
export interface SlackMessage {
  readonly channel: string
  readonly ts: string
  readonly text?: string | undefined
  readonly thread_ts?: string | undefined
  readonly user?: string | undefined
  /** The workspace of the person, where that is another one (Slack Connect). */
  readonly user_team?: string | undefined
  readonly bot_id?: string | undefined
  readonly subtype?: string | undefined
  readonly channel_type?: string | undefined
  readonly edited?: unknown
  readonly files?: unknown
  readonly attachments?: unknown
}

/** Where a message was heard. */
export interface Hearing {
  readonly team: string
  readonly botUser: string
}

/** Subtypes that are still somebody's own words: a reply that was sent to the channel too, and words with a file. */
const SPOKEN: ReadonlySet<unknown> = new Set([undefined, 'thread_broadcast', 'file_share'])

/**
 * A message as the desk hears it; undefined if it is none of its business: of a bot, an edit, a notice of Slack's, or said in a channel
 * to somebody else. A mention comes as `message` and as `app_mention` with one ts and two event ids; from either this gives the same.
 */
export function readMessage(message: SlackMessage, { team, botUser }: Hearing): HeardMessage | undefined {
  const { channel, ts, user, subtype, text = '' } = message
  if (user === undefined || user === botUser || user === 'USLACKBOT') return undefined
  if (message.bot_id !== undefined || message.edited !== undefined) return undefined
  if (!isSpoken(subtype)) return undefined
  const isDirect = message.channel_type === 'im' || channel.startsWith('D')
  const addressed = isDirect || mentions(text, botUser)
  const thread = message.thread_ts === ts ? undefined : message.thread_ts
  if (!addressed && thread === undefined) return undefined
  return {
    event: `slack:${team}.${channel}.${ts}`,
    place: { platform: 'slack', workspace: message.user_team ?? team, channel },
    channel,
    message: ts,
    ...(thread === undefined ? {} : { thread }),
    text: readText(spellLinks(text), botUser),
    addressed,
    ...(isDirect ? { inLine: true as const } : {}),
  }
}

/** Whether a message event with this subtype, if any, is somebody's own words. */
export function isSpoken(subtype: unknown): boolean {
  return SPOKEN.has(subtype)
}

/** What follows `/brief`: a topic, and whether the answer is for the asker alone. */
export function readBriefCommand(text: string): { readonly topic: string; readonly isPrivate: boolean } {
  const words = readText(text)
  const topic = words.replace(/\s+private$/iu, '')
  return { topic, isPrivate: topic !== words }
}

/** What follows `/ask`: a question, or a topic by its slug, a colon and a question. What else has a colon in it is a question. */
export async function readAskCommand(
  text: string,
  suggest: (typed: string) => Promise<readonly Suggestion[]>,
): Promise<{ readonly question: string; readonly topic?: string }> {
  const asked = readText(text)
  const [, topic, question] = /^([\p{L}\p{M}\p{N}-]+)\s*:\s*(.+)$/su.exec(asked) ?? []
  if (topic === undefined || question === undefined) return { question: asked }
  const isTopic = (await suggest(topic)).some(({ slug }) => slug === topic.toLowerCase())
  return isTopic ? { question, topic: topic.toLowerCase() } : { question: asked }
}

/** What follows `/digest`: a deed and the number of a digest; nothing means the form for a new one. Undefined for other words. */
export function readDigestCommand(text: string): DigestDeed | undefined {
  const [verb = '', digest = '', ...more] = readText(text).split(' ')
  const kind = verb.toLowerCase()
  if (kind === 'feed' || kind === 'feeds') return readFeedWords(text)
  if (more.length > 0) return undefined
  switch (kind) {
    case '':
    case 'add':
      return digest === '' ? { kind: 'form' } : undefined
    case 'list':
      return digest === '' ? { kind } : undefined
    case 'change':
      return { kind: 'form', digest }
    case 'pause':
    case 'resume':
    case 'remove':
    case 'now':
    case 'why':
      return { kind, digest }
    default:
      return undefined
  }
}

/** What follows `/digest feed`: `add`, an address and a topic; `list`, and a page; `remove` and a number or address. Undefined for other words. */
function readFeedWords(text: string): DigestDeed | undefined {
  // Of a link the address counts, whatever its label says.
  const plain = readText(text.replace(/<(https?:\/\/[^<>|]+)\|[^<>]*>/giu, '<$1>'))
  const [, verb = 'list', first = '', ...more] = plain.split(' ')
  switch (verb.toLowerCase()) {
    case 'add':
      return { kind: 'feed', deed: { kind: 'add', address: first, topic: more.join(' ') } }
    case 'list':
      if (more.length > 0 || !/^\d*$/u.test(first)) return undefined
      return { kind: 'feed', deed: { kind: 'list', ...(first === '' ? {} : { page: Number(first) }) } }
    case 'remove':
      return more.length === 0 ? { kind: 'feed', deed: { kind: 'remove', feed: first } } : undefined
    default:
      return undefined
  }
}

/**
 * Slack's notation (`<@U1>`, `<#C1|name>`, `<https://a.example|label>`, `&amp;`) as plain text, without the mention of the bot:
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function readText(text: string, botUser?: string): string {
  return text
    .replace(/<([^<>]*)>/gu, (_whole, inner: string) => readReference(inner, botUser))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[^\S\n]+/gu, ' ')
    .trim()
}

/** Links whose label is only what they lead to, spelled out: as people typed them, `example.org` for `<http://example.org|example.org>`. */
function spellLinks(text: string): string {
  return text.replace(/<(https?:\/\/[^<>|]+)\|([^<>]*)>/giu, (whole, target: string, label: string) =>
    target === label || target.endsWith(`//${label}`) || target.endsWith(`//${label}/`) ? `<${target}>` : whole,
  )
}

function readReference(inner: string, botUser: string | undefined): string {
  const bar = inner.indexOf('|')
  const target = bar < 0 ? inner : inner.slice(0, bar)
  const label = bar < 0 ? '' : inner.slice(bar + 1)
  const bare = target.slice(1)
  if (target.startsWith('@')) return bare === botUser ? ' ' : sigil('@', label || bare)
  if (target.startsWith('#')) return sigil('#', label || bare)
  // `<!here>`, `<!subteam^S1|@team>`, `<!date^…|fallback>`
  if (target.startsWith('!')) return label || sigil('@', bare.replace(/\^.*$/u, ''))
  return label || target
}

function sigil(sign: string, name: string): string {
  return name.startsWith(sign) ? name : sign + name
}

function mentions(text: string, botUser: string): boolean {
  return text.includes(`<@${botUser}>`) || text.includes(`<@${botUser}|`)
}
