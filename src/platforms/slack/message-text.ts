import { readText } from './incoming.ts'
import { listOf, recordOf } from './payload.ts'

/** Fewer words than these say too little: what a message shows below them counts as well. */
const POOR = 25

/** `:tada:`, in the texts that people write: says nothing that could be briefed. */
const EMOJI = / ?(?<![\p{L}\p{N}]):[a-z+-][\w+'-]*:(?::skin-tone-\d:)?(?![\p{L}\p{N}])/gu

/** A message as a shortcut brings it: anybody's, with whatever blocks and attachments. */
export interface AnyMessage {
  readonly text?: string | undefined
  readonly blocks?: unknown
  readonly attachments?: unknown
}

/**
 * What a message says, as plain text with empty lines between its blocks. Apps write a summary or nothing into `text` and put what they
 * have to say into blocks or attachments, so the longer of text and blocks counts. Forwarded messages belong to it; other attachments
 * only where the rest is poor, and the previews of links not even then if it is to be `without: 'previews'`. Of texts that are all but
 * empty '' remains.
 */
export function textOfMessage({ text = '', blocks, attachments }: AnyMessage, without?: 'previews'): string {
  const said = readText(text)
  const shown = textsOf(blocks).join('\n\n')
  const own = wordsIn(shown) > wordsIn(said) ? shown : said
  const mayCount = (one: Readonly<Record<string, unknown>>) =>
    wordsIn(own) < POOR && !(without === 'previews' && isPreview(one))
  const attached = listOf(attachments).filter((one) => isForwarded(one) || mayCount(one))
  return joined([own, ...attached.map(textOfAttachment)])
}

/** What Slack shows of the pages that a message links to. */
export function previewsOf({ attachments }: AnyMessage): string {
  return joined(listOf(attachments).filter(isPreview).map(textOfAttachment))
}

function joined(parts: readonly string[]): string {
  const clean = parts.map((part) => part.replace(EMOJI, '').trim())
  return clean.filter((part) => part !== '').join('\n\n')
}

/** What Slack itself shows of a link. */
export function isPreview(attachment: Readonly<Record<string, unknown>>): boolean {
  return !isForwarded(attachment) && (attachment.from_url !== undefined || attachment.original_url !== undefined)
}

/** A message of somebody's that another one quotes. */
export function isForwarded(attachment: Readonly<Record<string, unknown>>): boolean {
  return attachment.is_msg_unfurl === true || attachment.is_share === true
}

function textOfAttachment({ blocks, message_blocks: quoted, ...old }: Readonly<Record<string, unknown>>): string {
  const inner = listOf(quoted).map(({ message }) => textsOf(recordOf(message).blocks).join('\n\n'))
  const shown = [...textsOf(blocks), ...inner].filter((part) => part !== '').join('\n\n')
  const fields = listOf(old.fields).map(({ title, value }) => [title, value].map(plain).filter(Boolean).join(': '))
  const written = [old.pretext, old.title, old.text]
    .map(plain)
    .concat(fields)
    .filter((part) => part !== '')
  const said = written.length > 0 ? written.join('\n\n') : plain(old.fallback)
  return wordsIn(shown) > wordsIn(said) ? shown : said
}

/** The texts of blocks, of whatever kind: one for each that has any. */
function textsOf(blocks: unknown): string[] {
  return listOf(blocks)
    .map((block) => (block.type === 'rich_text' ? richText(block.elements) : partsOf(block)))
    .filter((part) => part !== '')
}

/** What a block shows, but not what can be pressed or chosen in it. */
function partsOf(block: Readonly<Record<string, unknown>>): string {
  if (block.type === 'actions' || block.type === 'input') return ''
  const parts = [block.title, block.text, ...listOf(block.fields), ...listOf(block.elements)]
  return parts
    .map(textObject)
    .filter((part) => part !== '')
    .join('\n')
}

/** A text object, or the bare Markdown of a `markdown` block. */
function textObject(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  const { type, text } = recordOf(value)
  if (typeof text !== 'string') return ''
  return type === 'mrkdwn' ? readText(text) : text.trim()
}

/** Sections and quotations as paragraphs, the items of a list as lines. */
function richText(elements: unknown): string {
  return listOf(elements)
    .map((part) => {
      const items = part.type === 'rich_text_list' ? listOf(part.elements).map((item) => inlineText(item.elements)) : []
      return part.type === 'rich_text_list' ? items.map((item) => `- ${item}`).join('\n') : inlineText(part.elements)
    })
    .filter((part) => part !== '')
    .join('\n\n')
}

function inlineText(elements: unknown): string {
  return listOf(elements)
    .map((part) => {
      switch (part.type) {
        case 'link':
          return plain(part.text) || plain(part.url)
        case 'user':
          return `@${plain(part.user_id)}`
        case 'usergroup':
          return `@${plain(part.usergroup_id)}`
        case 'broadcast':
          return `@${plain(part.range)}`
        case 'channel':
          return `#${plain(part.channel_id)}`
        case 'date':
          return plain(part.fallback)
        case 'emoji':
          return ''
        default:
          return typeof part.text === 'string' ? part.text : ''
      }
    })
    .join('')
    .trim()
}

function plain(value: unknown): string {
  return typeof value === 'string' ? readText(value) : ''
}

function wordsIn(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== '').length
}
