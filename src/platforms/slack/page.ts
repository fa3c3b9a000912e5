import type { types } from '@slack/bolt'
import { wording } from '../../core/wording.ts'
import { cleanLine, clip, escapeEntities, webAddress } from './plain-text.ts'

/** What Slack shows: blocks, and the same as text for mobile notifications and screen readers. */
export interface Message {
  readonly text: string
  readonly blocks: types.KnownBlock[]
}

/** A piece of a line: only text and links, so that nothing in it can mention, format or show an emoji. */
export type Inline = types.RichTextText | types.RichTextLink

/** A sentence longer than this is no sentence any more. */
const CLAIM = 1_500
const TITLE = 150
/** `@slack/types` HeaderBlock. */
const HEADER = 150
/** 50 a message (docs.slack.dev/reference/block-kit/blocks), less the four that may end a page and the note before it. */
const BODY_BLOCKS = 45
/** Slack refuses a message somewhere between 9,597 and 11,341 characters of block text (slackapi/bolt-js#2867): 9,000, less the page's end. */
const BODY_TEXT = 8_000
/** The longest text of one part of a page's end. */
const SMALL = 300
/** The length that docs.slack.dev/reference/methods/chat.postMessage advises for `text`. */
const FALLBACK_TEXT = 4_000
const FALLBACK_LINE = 700

/** A message under construction that never outgrows what Slack takes: what does not fit any more is left out whole. */
export class Page {
  readonly #blocks: types.KnownBlock[] = []
  readonly #lines: string[] = []
  #room = BODY_TEXT
  #isFull = false
  #isCut = false

  /** Something was left out or shortened. */
  get isCut(): boolean {
    return this.#isCut || this.#isFull
  }

  /** Text in the desk's own words, or a title: shortened where it is too long. */
  words(text: string, style: { readonly bold?: boolean; readonly most?: number } = {}): Inline[] {
    const shown = clip(cleanLine(text), style.most ?? TITLE)
    if (shown === '') return []
    return [{ type: 'text', text: shown, ...(style.bold === true ? { style: { bold: true } } : {}) }]
  }

  /** A sentence of a document: whole unless it is longer than any sentence. */
  claim(text: string, style: { readonly bold?: boolean } = {}): Inline[] {
    if (cleanLine(text).length > CLAIM) this.#isCut = true
    return this.words(text, { ...style, most: CLAIM })
  }

  /** A link if the address is one that people may be sent to, else its label alone. */
  link(label: string, address: string | undefined): Inline[] {
    const url = webAddress(address)
    const words = this.words(label)
    return url === undefined ? words : words.map(({ text }) => ({ type: 'link', url, text: text ?? '' }))
  }

  /** The first line: a header where it is short enough for one. */
  heading(text: string): void {
    const shown = cleanLine(text)
    if (shown === '') return
    if (shown.length > HEADER) this.paragraph(this.claim(text, { bold: true }))
    else this.#place({ type: 'header', text: { type: 'plain_text', text: shown, emoji: false } }, [shown])
  }

  /** Lines below each other, with an optional list of quotations. Empty lines are dropped. */
  paragraph(...lines: readonly (readonly Inline[])[]): boolean {
    return this.entry(lines, [])
  }

  entry(lines: readonly (readonly Inline[])[], quotes: readonly (readonly Inline[])[]): boolean {
    const filled = lines.filter((line) => line.length > 0)
    if (filled.length === 0) return true
    const elements: types.RichTextBlockElement[] = [
      { type: 'rich_text_section', elements: joinLines(filled) },
      ...quotes.map((quote): types.RichTextQuote => ({ type: 'rich_text_quote', elements: [...quote] })),
    ]
    return this.#place({ type: 'rich_text', elements }, [...filled, ...quotes].map(readLine))
  }

  /** A label and bullets below it; those that do not fit are left out from the end. */
  bullets(label: string, items: readonly (readonly Inline[])[]): number {
    const heading = this.words(label, { bold: true })
    const shown = this.#fitting(items, heading)
    if (shown.length === 0) return 0
    const list: types.RichTextList = {
      type: 'rich_text_list',
      style: 'bullet',
      elements: shown.map((item) => ({ type: 'rich_text_section', elements: [...item] })),
    }
    const lines = [readLine(heading), ...shown.map((item) => `• ${readLine(item)}`)]
    this.#place({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: heading }, list] }, lines)
    return shown.length
  }

  /** A label and short items in one line. */
  series(label: string, items: readonly (readonly Inline[])[]): void {
    const heading = this.words(`${label}:`, { bold: true })
    const separated = items
      .filter((item) => item.length > 0)
      .map((item, index) => after(index === 0 ? ' ' : ', ', item))
    const shown = this.#fitting(separated, heading)
    if (shown.length > 0) this.paragraph([...heading, ...shown.flat()])
  }

  /** Ends the page: a line in small type, buttons; `note` if something was left out. Gives the message. */
  finish(end: { readonly note?: string; readonly small?: string; readonly buttons?: types.Button[] } = {}): Message {
    const blocks = [...this.#blocks]
    const lines = [...this.#lines]
    const small = [this.isCut ? (end.note ?? wording.cut) : '', end.small ?? '']
    for (const part of small.map((text) => clip(cleanLine(text), SMALL)).filter((text) => text !== '')) {
      blocks.push({ type: 'context', elements: [{ type: 'plain_text', text: part, emoji: false }] })
      lines.push(part)
    }
    if (blocks.length === 0) return new Page().#alone(wording.nothingToShow)
    if (end.buttons !== undefined && end.buttons.length > 0) blocks.push({ type: 'actions', elements: end.buttons })
    return { text: fallbackText(lines), blocks }
  }

  #alone(text: string): Message {
    this.paragraph(this.words(text))
    return { text: fallbackText(this.#lines), blocks: this.#blocks }
  }

  #place(block: types.KnownBlock, lines: readonly string[]): boolean {
    const length = textLength(block)
    if (this.#isFull || length > this.#room || this.#blocks.length >= BODY_BLOCKS) {
      this.#isFull = true
      return false
    }
    this.#room -= length
    this.#blocks.push(block)
    this.#lines.push(...lines)
    return true
  }

  /** As many of the items, from the first, as there is room for below the heading. */
  #fitting(items: readonly (readonly Inline[])[], heading: readonly Inline[]): (readonly Inline[])[] {
    let room = this.#isFull ? 0 : this.#room - textLength(heading)
    const shown: (readonly Inline[])[] = []
    for (const item of items) {
      room -= textLength(item)
      if (room < 0) {
        this.#isCut = true
        return shown
      }
      if (item.length > 0) shown.push(item)
    }
    return shown
  }
}

/** The same message with a line before it that says why it is shown as it is. Pages leave room for that. */
export function withNote(message: Message, note: string): Message {
  const shown = clip(cleanLine(note), SMALL)
  const block: types.ContextBlock = { type: 'context', elements: [{ type: 'plain_text', text: shown, emoji: false }] }
  return { text: fallbackText([shown], message.text), blocks: [block, ...message.blocks] }
}

/** The words with a separator before them, if there are any. */
export function after(separator: string, words: readonly Inline[]): Inline[] {
  return words.length === 0 ? [] : [{ type: 'text', text: separator }, ...words]
}

/** The sum of the lengths of all `text` strings, as counted in slackapi/bolt-js#2867. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + textLength(item), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [name, field]) => sum + (name === 'text' && typeof field === 'string' ? field.length : textLength(field)),
    0,
  )
}

function joinLines(lines: readonly (readonly Inline[])[]): Inline[] {
  const lineBreak: Inline = { type: 'text', text: '\n' }
  return lines.flatMap((line, index) => (index === 0 ? [...line] : [lineBreak, ...line]))
}

function readLine(line: readonly Inline[]): string {
  return line.map(({ text }) => text ?? '').join('')
}

/**
 * Mobile notifications show this text and screen readers read it in place of the blocks, so it says all that they say
 * (docs.slack.dev/reference/methods/chat.postMessage, docs.slack.dev/changelog/2026/07/13/notification-changes).
 */
function fallbackText(lines: readonly string[], rest = ''): string {
  let text = ''
  for (const line of [...lines.map((line) => escapeEntities(clip(line, FALLBACK_LINE))), ...rest.split('\n')]) {
    const longer = text === '' ? line : `${text}\n${line}`
    if (longer.length > FALLBACK_TEXT) return text
    text = longer
  }
  return text
}
