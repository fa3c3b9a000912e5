import PostalMime, { type Email } from 'postal-mime'
import type { Block } from '../../core/document.ts'
import { InputError } from '../../core/errors.ts'
import { composeDraft } from '../text/draft.ts'
import { readBlocks } from '../text/html.ts'
import { attribute, type Element, parsePage } from '../text/html-tree.ts'
import { readPlainText } from '../text/plain-text.ts'
import { parseDate } from '../text/published-date.ts'
import { evenLines } from '../text/text-lines.ts'
import type { Paper } from './paper.ts'
import { endOfOwnText, ownTextOf } from './replies.ts'

/** Some senders put only “your mail program shows no HTML” into the text: then the HTML has so many times more. */
const MUCH_MORE = 4
/** Prefixes of answers and forwards. */
const PREFIX = /^(?:(?:re|aw|antw|fwd?|wg|tr|rv|sv|vs|отв|на)(?:\[\d+\])?\s*:\s*)+/iu

const APART: ReadonlySet<string> = new Set(['head', 'script', 'style', 'template', 'title'])

/**
 * Reads a mail: subject, date, sender, and what the sender wrote, without quoted messages and signature. Attachments are not read. Throws
 * `InputError` if there is no text; then it names the attachments.
 */
export async function readEml(bytes: Uint8Array): Promise<Paper> {
  const mail = await PostalMime.parse(bytes, { rfc822Attachments: true })
  if (mail.from === undefined && mail.subject === undefined && mail.date === undefined)
    throw new InputError('it is no mail: no sender, subject or date stand at its beginning; save it again')
  const blocks = blocksOf(mail)
  if (!blocks.some(({ text }) => text.trim() !== '')) throw new InputError(withoutText(mail))
  const title = (mail.subject ?? '').replace(PREFIX, '').replace(/\s+/gu, ' ').trim()
  const byline = mail.from?.name?.trim() || mail.from?.address
  return {
    ...composeDraft({ title: title === '' ? undefined : title, date: parseDate(mail.date ?? ''), blocks }),
    ...(byline === undefined || byline === '' ? {} : { byline }),
  }
}

function blocksOf({ text = '', html = '' }: Email): readonly Block[] {
  const rich = html === '' ? [] : ownBlocksOf(html)
  const plain = ownTextOf(evenLines(text))
  const length = rich.reduce((sum, block) => sum + block.text.length, 0)
  if (plain === '' || length > plain.length * MUCH_MORE) return rich
  // A mail's title is its subject: a heading that stands first is a part of the text.
  const { title, blocks } = readPlainText(plain)
  const first = blocks[0]?.text
  return title === undefined || title === first ? blocks : [{ kind: 'heading', text: title }, ...blocks]
}

function ownBlocksOf(html: string): Block[] {
  const page = parsePage(evenLines(html))
  const read = (passesOver: (element: Element) => boolean) => {
    const blocks = readBlocks(page, passesOver).map(({ kind, text }) => ({ kind, text }))
    return blocks.slice(0, endOfOwnText(blocks.map((block) => block.text)))
  }
  const own = read((element) => isApart(element) || isQuote(element))
  return own.length > 0 ? own : read(isApart)
}

function isApart(element: Element): boolean {
  const style = attribute(element, 'style') ?? ''
  return APART.has(element.tagName) || /display\s*:\s*none/iu.test(style) || attribute(element, 'hidden') !== undefined
}

/** How mail programs mark what they quote, and signatures. */
function isQuote(element: Element): boolean {
  const name = `${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''}`
  if (element.tagName === 'blockquote') return attribute(element, 'type') === 'cite' || /quote/iu.test(name)
  if (/gmail_quote/u.test(name)) return !/gmail_quote_forward/u.test(name)
  return /(?:gmail_(?:attr|signature)|moz-(?:cite-prefix|signature)|yahoo_quoted|divRplyFwdMsg)/u.test(name)
}

function withoutText({ attachments }: Email): string {
  const names = attachments.map(({ filename }) => filename ?? '').filter((name) => name !== '')
  if (attachments.length === 0) return 'it holds no text; fill it or remove it'
  const which = names.length === 0 ? '' : `: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`
  return `it holds no text but ${attachments.length === 1 ? 'an attachment' : `${attachments.length} attachments`}${which}; put that into the folder itself`
}
