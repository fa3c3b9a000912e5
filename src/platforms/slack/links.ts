import { webAddress } from '../../core/one-line.ts'
import { addressesIn } from '../../core/pointing.ts'
import { type AnyMessage, isForwarded, isPreview } from './message-text.ts'
import { listOf, recordOf } from './payload.ts'

const LONGEST = 4_096
/** Nobody means so many. */
const MOST = 20
/** Slack’s notation of a link, with or without a label. */
const LINK = /<(https?:\/\/[^<>|]+)(?:\|[^<>]*)?>/giu
/** What is pressed, and not read. */
const CONTROLS: ReadonlySet<unknown> = new Set(['actions', 'input', 'button', 'image'])

/** The pages that a message, or one that it forwards, links to in its words, each once. What lies in Slack itself is none. */
export function linksOf(message: AnyMessage): string[] {
  const attachments = listOf(message.attachments)
  const parts = [message, ...attachments.filter(isForwarded)]
  const found = parts.flatMap((part) => [...linksInText(recordOf(part).text), ...linksIn(part, 0)])
  // News of other apps is headed by what leads to the page that it is about.
  for (const one of attachments) {
    if (!isForwarded(one) && !isPreview(one) && typeof one.title_link === 'string') found.push(one.title_link)
  }
  const addresses = found.map((link) => webAddress(link, LONGEST)).filter((address) => address !== undefined)
  return [...new Set(addresses)].filter((address) => !isInSlack(address)).slice(0, MOST)
}

function linksIn(part: unknown, depth: number): string[] {
  const { blocks, message_blocks: quoted } = recordOf(part)
  return [...listOf(blocks), ...listOf(quoted).flatMap(({ message }) => listOf(recordOf(message).blocks))].flatMap(
    (block) => linksInBlock(block, depth),
  )
}

function linksInBlock(block: Readonly<Record<string, unknown>>, depth: number): string[] {
  const { type, url, text, elements, fields } = block
  if (CONTROLS.has(type) || depth > 8) return []
  if (type === 'link' && typeof url === 'string') return [url]
  return [
    ...(type === 'mrkdwn' ? linksInText(text) : []),
    ...(type === 'markdown' && typeof text === 'string' ? addressesIn(text) : []),
    ...(typeof text === 'object' ? linksInBlock(recordOf(text), depth + 1) : []),
    ...[...listOf(elements), ...listOf(fields)].flatMap((inner) => linksInBlock(inner, depth + 1)),
  ]
}

function linksInText(text: unknown): string[] {
  if (typeof text !== 'string') return []
  return [...text.matchAll(LINK)].map(([, target = '']) => target.replaceAll('&amp;', '&'))
}

function isInSlack(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? ''
  return host === 'slack.com' || host.endsWith('.slack.com')
}
